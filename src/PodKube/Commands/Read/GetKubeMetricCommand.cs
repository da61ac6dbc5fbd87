using System.Management.Automation;
using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Metrics;

namespace PodKube.Commands;

/// <summary>Gets what pods and nodes use of CPU and memory, where a metrics server measures it.</summary>
[Cmdlet(VerbsCommon.Get, "KubeMetric")]
[OutputType(typeof(KubeMetric))]
public sealed class GetKubeMetricCommand : SessionCmdlet
{
    /// <summary>Pod or Node. The default is the kind of what is piped in, else Pod.</summary>
    [Parameter(Position = 0)]
    [ValidateSet("Pod", "Pods", "Node", "Nodes")]
    public string? Kind { get; set; }

    /// <summary>The names; wildcards are allowed. The default is all.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(NameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Pods or nodes.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The namespace. The default is the object's own, else the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>Look in all namespaces.</summary>
    [Parameter]
    [Alias("A")]
    public SwitchParameter AllNamespaces { get; set; }

    /// <summary>Labels that the pods or nodes must carry: the server's syntax or a hashtable.</summary>
    [Parameter]
    [Alias("Selector")]
    public object? LabelSelector { get; set; }

    /// <summary>One object per container instead of one per pod.</summary>
    [Parameter]
    public SwitchParameter Containers { get; set; }

    private protected override void ProcessWithSession()
    {
        ObjectReference? input = InputObject is null ? null : ObjectReference.From(InputObject);
        ApiResource resource = (Kind ?? input?.Kind ?? "").StartsWith("Node", StringComparison.OrdinalIgnoreCase) ? MetricReader.Nodes : MetricReader.Pods;
        string? place = resource.Namespaced && !AllNamespaces ? input?.Namespace ?? Namespace ?? ActiveSession.Namespace : null;
        try
        {
            Read(resource, place, new NameFilter(input?.Name is { } name ? [name] : Name));
        }
        catch (KubeApiException e) when (e.IsNotFound && string.IsNullOrEmpty(e.Status.Name))
        {
            throw KubeResourceException.NotServed(
                MetricReader.Pods.QualifiedName,
                "The server does not serve metrics.k8s.io: no metrics server is installed, so nothing measures pods and nodes.",
                "Install metrics-server (https://github.com/kubernetes-sigs/metrics-server), and look with Get-KubeApiService v1beta1.metrics.k8s.io.");
        }
    }

    private void Read(ApiResource resource, string? place, NameFilter names)
    {
        bool byName = names is { HasPatterns: false, IsEmpty: false } && LabelSelector is null && (place is not null || !resource.Namespaced);
        if (!byName)
        {
            ListOptions options = new() { Namespace = place, LabelSelector = SelectorText.ForLabels(LabelSelector) };
            foreach (KubeObject item in Stream(stop => Client.ListAsync(resource, options, stop)))
            {
                if (names.IsEmpty || names.Matches(item.Name))
                {
                    WriteObject(MetricReader.Read(item, Containers), enumerateCollection: true);
                }
            }

            return;
        }

        foreach (string name in names.Exact)
        {
            WriteObject(MetricReader.Read(Await(stop => Client.GetAsync(resource, place, name, stop)), Containers), enumerateCollection: true);
        }
    }
}
