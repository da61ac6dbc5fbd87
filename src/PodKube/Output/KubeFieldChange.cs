using System.Text;
using PodKube.Client.Patches;
using PodKube.Objects;

namespace PodKube;

/// <summary>One field that would change.</summary>
public sealed class KubeFieldChange
{
    internal KubeFieldChange(FieldChange change)
    {
        Path = change.Path;
        Change = change.Kind.ToString();
        Before = Value(change.Before);
        After = Value(change.After);
    }

    /// <summary>Where: <c>spec.template.spec.containers[name=web].image</c>.</summary>
    public string Path { get; }

    /// <summary>Added, Removed or Changed.</summary>
    public string Change { get; }

    /// <summary>The value as it is; null where there is none.</summary>
    public object? Before { get; }

    /// <summary>The value as it would be; null where there is none.</summary>
    public object? After { get; }

    /// <summary>The path and what would happen there.</summary>
    public override string ToString() => $"{Path}: {Change}";

    private static object? Value(string? json) => json is null ? null : JsonValueReader.Read(Encoding.UTF8.GetBytes(json), null);
}
