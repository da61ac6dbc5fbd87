using System.Management.Automation;
using PodKube.Client.Access;

namespace PodKube.Objects;

/// <summary>Makes rules for the pipeline: with the field names of the API, so that New-KubeRole takes them as they are.</summary>
internal static class AccessRuleFactory
{
    public const string TypeName = "PodKube.KubeAccessRule";

    /// <param name="rule">The rule.</param>
    /// <param name="place">The namespace that it holds in; null for the whole cluster.</param>
    /// <param name="via">The bindings that give it; null where that says nothing.</param>
    public static PSObject Create(RbacRule rule, string? place, IReadOnlyList<string>? via)
    {
        PSObject result = new();
        result.TypeNames.Insert(0, TypeName);
        Add(result, "apiGroups", rule.ApiGroups);
        Add(result, "resources", rule.Resources);
        Add(result, "resourceNames", rule.ResourceNames);
        Add(result, "nonResourceURLs", rule.NonResourceUrls);
        Add(result, "verbs", rule.Verbs);
        result.Properties.Add(new PSNoteProperty("Namespace", place));
        if (via is not null)
        {
            Add(result, "Via", via);
        }

        return result;
    }

    private static void Add(PSObject target, string name, IReadOnlyList<string> values) => target.Properties.Add(new PSNoteProperty(name, values.ToArray()));
}
