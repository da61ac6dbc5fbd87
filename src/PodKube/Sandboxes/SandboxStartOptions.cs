namespace PodKube.Sandboxes;

/// <summary>How a sandbox is started.</summary>
internal sealed record SandboxStartOptions
{
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    public string? ServiceAccount { get; init; }

    public int? Nodes { get; init; }

    public int? Port { get; init; }

    public IReadOnlyList<string> Manifests { get; init; } = [];

    /// <summary>The arguments of the sandbox's command line.</summary>
    public IEnumerable<string> ToArguments()
    {
        yield return "serve";
        yield return "--exit-with-stdin";
        foreach ((string option, string? value) in Values())
        {
            if (value is not null)
            {
                yield return option;
                yield return value;
            }
        }
    }

    private IEnumerable<(string Option, string? Value)> Values() =>
    [
        .. Namespaces.Select(static n => ("--namespace", (string?)n)),
        ("--service-account", ServiceAccount),
        ("--node", Nodes?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("--port", Port?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        .. Manifests.Select(static m => ("--manifest", (string?)m)),
    ];
}
