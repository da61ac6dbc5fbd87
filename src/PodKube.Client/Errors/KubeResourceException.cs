namespace PodKube.Client.Errors;

/// <summary>No served kind has the name that was asked for.</summary>
public sealed class KubeResourceException : KubeException
{
    /// <summary>Makes the failure.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="suggestions">Similar names.</param>
    /// <param name="incompleteGroups">API groups that could not be asked, so that the kind may be one of theirs.</param>
    public KubeResourceException(string name, IReadOnlyList<string> suggestions, IReadOnlyList<string> incompleteGroups)
        : base(ErrorReason.KindNotFound, Describe(name, incompleteGroups), Advise(suggestions), null)
    {
        Name = name;
        Suggestions = suggestions;
        IncompleteGroups = incompleteGroups;
    }

    private KubeResourceException(string name, string message, string? advice)
        : base(ErrorReason.KindNotFound, message, advice, null)
    {
        Name = name;
        Suggestions = [];
        IncompleteGroups = [];
    }

    /// <summary>The name that was asked for.</summary>
    public string Name { get; }

    /// <summary>Similar names that the server does serve.</summary>
    public IReadOnlyList<string> Suggestions { get; }

    /// <summary>API groups whose server did not answer.</summary>
    public IReadOnlyList<string> IncompleteGroups { get; }

    /// <summary>The failure about a kind that only some servers serve, in words of its own.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="message">What is missing.</param>
    /// <param name="advice">What would serve it; null where there is nothing to say.</param>
    public static KubeResourceException NotServed(string name, string message, string? advice) => new(name, message, advice);

    private static string Describe(string name, IReadOnlyList<string> incomplete) =>
        $"The server has no resource type '{name}'."
        + (incomplete.Count == 0 ? "" : $" These API groups did not answer and may have it: {string.Join(", ", incomplete)}.");

    private static string Advise(IReadOnlyList<string> suggestions) =>
        suggestions.Count == 0 ? "Get-KubeApiResource lists what is served." : $"Did you mean {string.Join(", ", suggestions)}?";
}
