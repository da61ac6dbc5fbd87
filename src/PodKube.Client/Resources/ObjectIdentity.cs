namespace PodKube.Client.Resources;

/// <summary>The parts of an object that say which one it is. Null where the JSON has no such field.</summary>
internal sealed record ObjectIdentity
{
    internal string? ApiVersion { get; set; }

    internal string? Kind { get; set; }

    internal string? Name { get; set; }

    internal string? Namespace { get; set; }

    internal string? Uid { get; set; }

    internal string? ResourceVersion { get; set; }
}
