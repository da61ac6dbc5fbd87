using System.Collections;
using System.Management.Automation;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that create what runs pods of one container.</summary>
public abstract class NewWorkloadCmdlet : NewNamespacedObjectCmdlet
{
    private protected const string ImageSet = "Image";

    /// <summary>The container image.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ImageSet)]
    [ValidateNotNullOrEmpty]
    public string Image { get; set; } = "";

    /// <summary>Environment variables, as a hashtable.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    [Alias("Env")]
    public IDictionary? Environment { get; set; }

    /// <summary>The service account that the pods run as. The default is the namespace's <c>default</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ImageSet)]
    [ValidateNotNullOrEmpty]
    public string? ServiceAccount { get; set; }

    /// <summary>The command to run instead of the image's entry point.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    public string[] Command { get; set; } = [];

    /// <summary>The arguments for the image's entry point, or for -Command.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    [Alias("Args")]
    public string[] ArgumentList { get; set; } = [];

    /// <summary>What the container asks for: <c>@{cpu='100m'; memory='64Mi'}</c>.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    public IDictionary? Request { get; set; }

    /// <summary>What the container may use at most: <c>@{cpu='1'; memory='256Mi'}</c>.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    public IDictionary? Limit { get; set; }

    /// <summary>The name of the container. The default is the image's name, as with kubectl.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    [ValidateNotNullOrEmpty]
    public string? ContainerName { get; set; }

    /// <summary>When the image is pulled. The default is the server's.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    [ValidateSet("Always", "IfNotPresent", "Never")]
    public string? ImagePullPolicy { get; set; }

    /// <summary>The ports of the container; only some kinds have them as a parameter.</summary>
    private protected virtual IEnumerable<string> Ports => [];

    /// <summary>When the container is started again; null for the server's default.</summary>
    private protected virtual string? Restarts => null;

    private protected PodOptions Pod => new()
    {
        ServiceAccount = ServiceAccount,
        RestartPolicy = Restarts,
        Container = new ContainerOptions
        {
            Name = ContainerName ?? ImageName.ToContainerName(Image),
            Image = Image,
            ImagePullPolicy = ImagePullPolicy,
            Ports = [.. Ports.Select(ContainerPort.Parse)],
            Environment = TextMap.From(Environment),
            Command = Command,
            Arguments = ArgumentList,
            Requests = TextMap.From(Request),
            Limits = TextMap.From(Limit),
        },
    };
}
