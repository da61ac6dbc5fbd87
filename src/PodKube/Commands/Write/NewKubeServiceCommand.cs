using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>Creates a service: one address for the pods that carry some labels, or another name for a host outside.</summary>
[Cmdlet(VerbsCommon.New, "KubeService", DefaultParameterSetName = PodSet, SupportsShouldProcess = true)]
[OutputType("PodKube.v1.Service")]
public sealed class NewKubeServiceCommand : NewNamespacedObjectCmdlet
{
    private const string PodSet = "Pod";
    private const string ExternalSet = "External";

    /// <summary>
    /// The ports: <c>80</c>, <c>80:8080</c> or <c>80:http</c> where the pods listen on another, <c>53/UDP</c> for a protocol other than TCP,
    /// <c>web=80</c> with a name. Of several ports those without a name are named after protocol and number.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = PodSet)]
    [ValidateNotNullOrEmpty]
    public string[] Port { get; set; } = [];

    /// <summary>The labels of the pods, as a hashtable. The default is the label <c>app</c> with the service's name, as New-KubeDeployment sets it.</summary>
    [Parameter(ParameterSetName = PodSet)]
    [ValidateNotNull]
    public IDictionary? Selector { get; set; }

    /// <summary>From where the service can be reached: inside the cluster (ClusterIP; the default), on every node (NodePort), through a load balancer (LoadBalancer).</summary>
    [Parameter(ParameterSetName = PodSet)]
    [ValidateSet("ClusterIP", "NodePort", "LoadBalancer")]
    public string? Type { get; set; }

    /// <summary>Give the service no address of its own: its name leads to the pods themselves, as stateful sets need it.</summary>
    [Parameter(ParameterSetName = PodSet)]
    public SwitchParameter Headless { get; set; }

    /// <summary>The host outside the cluster that the service is another name for.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ExternalSet)]
    [ValidateNotNullOrEmpty]
    public string? ExternalName { get; set; }

    private protected override void ProcessWithSession() => Create("Service", Write);

    private JsonObject Write()
    {
        if (Headless && Type is not (null or "ClusterIP"))
        {
            throw new ArgumentException($"-Headless means no address, -Type {Type} means one: they exclude each other.");
        }

        JsonObject spec = [];
        ManifestNodes.AddUnlessEmpty(spec, "type", ExternalName is null ? Type : "ExternalName");
        ManifestNodes.AddUnlessEmpty(spec, "externalName", ExternalName);
        ManifestNodes.AddUnlessEmpty(spec, "clusterIP", Headless ? "None" : null);
        if (ExternalName is null)
        {
            IReadOnlyList<KeyValuePair<string, string>> pods = Selector is null ? [new("app", Name)] : TextMap.From(Selector);
            ManifestNodes.AddUnlessEmpty(spec, "selector", ManifestNodes.Map(pods));
            spec["ports"] = new JsonArray([.. Port.Select(ServicePort.Parse).Select(p => p.ToJson(Port.Length == 1))]);
        }

        JsonObject manifest = ManifestNodes.New("v1", "Service", Identity);
        manifest["spec"] = spec;
        return manifest;
    }
}
