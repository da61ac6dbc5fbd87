using System.Text.Json;

namespace PodKube;

/// <summary>A fault that is, or was, set in a sandbox. Made by <c>Set-KubeSandboxFault -PassThru</c>.</summary>
public sealed class KubeSandboxFault
{
    internal KubeSandboxFault(KubeSandbox sandbox, JsonElement json)
    {
        Sandbox = sandbox;
        Id = Text(json, "id") ?? "";
        Fault = Enum.Parse<KubeSandboxFaultKind>(Text(json, "kind") ?? "");
        Verb = Text(json, "verb");
        Resource = Text(json, "resource");
        Namespace = Text(json, "namespace");
        Name = Text(json, "name");
        Skip = Number(json, "skip") ?? 0;
        Count = Number(json, "count");
        Hits = Number(json, "hits") ?? 0;
    }

    /// <summary>Its number in the sandbox.</summary>
    public string Id { get; }

    /// <summary>What goes wrong.</summary>
    public KubeSandboxFaultKind Fault { get; }

    /// <summary>The verb it is limited to; null for all.</summary>
    public string? Verb { get; }

    /// <summary>The resource it is limited to; null for all.</summary>
    public string? Resource { get; }

    /// <summary>The namespace it is limited to; null for all.</summary>
    public string? Namespace { get; }

    /// <summary>The name it is limited to; null for all.</summary>
    public string? Name { get; }

    /// <summary>How many requests pass first.</summary>
    public int Skip { get; }

    /// <summary>How many requests it hits; null for all until it is removed.</summary>
    public int? Count { get; }

    /// <summary>How many requests it had hit when it was read: 0 for one that was just set.</summary>
    public int Hits { get; }

    /// <summary>Where it is set.</summary>
    public KubeSandbox Sandbox { get; }

    /// <summary>Its kind and hits.</summary>
    public override string ToString() => $"{Fault} ({Hits} hits)";

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static int? Number(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : null;
}
