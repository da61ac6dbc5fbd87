using PodKube.Client.Patches;
using PodKube.Client.Publishing;

namespace PodKube;

/// <summary>How one object would change if it were published. It shows as a coloured diff.</summary>
public sealed class KubeComparison
{
    private readonly IReadOnlyList<DiffLine> _lines;

    internal KubeComparison(ComparedObject compared)
    {
        ApiVersion = compared.Manifest.ApiVersion;
        Kind = compared.Manifest.Kind;
        Namespace = compared.Namespace;
        Name = compared.Manifest.Name;
        (byte[] before, byte[] after) = SecretMask.Apply(ApiVersion, Kind, compared.Before, compared.After);
        State = before.Length == 0 ? "Added" : compared.Changes.Count == 0 ? "Equal" : "Changed";
        Changes = State == "Changed" ? [.. ObjectDiff.Compare(before, after).Select(static c => new KubeFieldChange(c))] : [];
        _lines = State == "Equal" ? [] : UnifiedDiff.CompareYaml(before, FieldOrder.Like(before, after));
    }

    /// <summary>Added, Changed or Equal.</summary>
    public string State { get; }

    /// <summary>The group and version.</summary>
    public string ApiVersion { get; }

    /// <summary>The kind.</summary>
    public string Kind { get; }

    /// <summary>The namespace; null for cluster-scoped kinds.</summary>
    public string? Namespace { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The fields that would change; empty for an object that would be new. The values of a Secret are masked.</summary>
    public KubeFieldChange[] Changes { get; }

    /// <summary>The change of the object's YAML as <c>diff -u</c> writes it; empty where nothing would change.</summary>
    public string Diff => string.Join('\n', _lines);

    /// <summary>The diff with a header, coloured for a terminal.</summary>
    public string ToColoredText() => DiffText.Color(new KubeTarget(Kind, Namespace, Name).ToString(), State, _lines);

    /// <summary>Kind, namespace, name and state.</summary>
    public override string ToString() => $"{new KubeTarget(Kind, Namespace, Name)}: {State}";
}
