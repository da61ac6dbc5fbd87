using System.Collections;
using System.Management.Automation;
using PodKube.Completion;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>Creates a deployment of one container.</summary>
[Cmdlet(VerbsCommon.New, "KubeDeployment", SupportsShouldProcess = true)]
[OutputType("PodKube.apps.v1.Deployment")]
public sealed class NewKubeDeploymentCommand : CreatingCmdlet
{
    /// <summary>The name of the deployment and of its <c>app</c> label.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The container image.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Image { get; set; } = "";

    /// <summary>How many pods. The default is 1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    public int Replicas { get; set; } = 1;

    /// <summary>The ports that the container listens on; <c>53/UDP</c> for a protocol other than TCP.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Port { get; set; } = [];

    /// <summary>Environment variables, as a hashtable.</summary>
    [Parameter]
    [Alias("Env")]
    public IDictionary? Environment { get; set; }

    /// <summary>The service account that the pods run as. The default is the namespace's <c>default</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ServiceAccount { get; set; }

    /// <summary>Labels of the deployment and its pods, besides <c>app</c>.</summary>
    [Parameter]
    [Alias("Label")]
    public IDictionary? Labels { get; set; }

    /// <summary>The command to run instead of the image's entry point.</summary>
    [Parameter]
    public string[] Command { get; set; } = [];

    /// <summary>The arguments for the image's entry point, or for -Command.</summary>
    [Parameter]
    [Alias("Args")]
    public string[] ArgumentList { get; set; } = [];

    /// <summary>What the container asks for: <c>@{cpu='100m'; memory='64Mi'}</c>.</summary>
    [Parameter]
    public IDictionary? Request { get; set; }

    /// <summary>What the container may use at most: <c>@{cpu='1'; memory='256Mi'}</c>.</summary>
    [Parameter]
    public IDictionary? Limit { get; set; }

    /// <summary>The name of the container. The default is the image's name, as with kubectl.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContainerName { get; set; }

    /// <summary>When the image is pulled. The default is the server's.</summary>
    [Parameter]
    [ValidateSet("Always", "IfNotPresent", "Never")]
    public string? ImagePullPolicy { get; set; }

    /// <summary>The namespace. The default is the session's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    private protected override void ProcessWithSession()
    {
        string place = Namespace ?? ActiveSession.Namespace;
        Create(KnownKinds.Get("Deployment"), place, Name, () => DeploymentManifest.Write(ToOptions(place)));
    }

    private DeploymentOptions ToOptions(string place) => new()
    {
        Name = Name,
        Namespace = place,
        Replicas = Replicas,
        ServiceAccount = ServiceAccount,
        Labels = TextMap.From(Labels),
        Container = new ContainerOptions
        {
            Name = ContainerName ?? ImageName.ToContainerName(Image),
            Image = Image,
            ImagePullPolicy = ImagePullPolicy,
            Ports = [.. Port.Select(ContainerPort.Parse)],
            Environment = TextMap.From(Environment),
            Command = Command,
            Arguments = ArgumentList,
            Requests = TextMap.From(Request),
            Limits = TextMap.From(Limit),
        },
    };
}
