using PodKube.Client.Config;

namespace PodKube.Client.Tests.Support;

/// <summary>Variables in memory.</summary>
internal sealed class FakeEnvironment : IEnvironment
{
    private readonly Dictionary<string, string> _variables = [];

    public string? HomeDirectory { get; init; } = "/home/dev";

    internal string this[string name]
    {
        set => _variables[name] = value;
    }

    public string? GetVariable(string name) => _variables.GetValueOrDefault(name);
}
