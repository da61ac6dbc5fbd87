namespace PodKube.Client.Config;

/// <summary>The process's surroundings, as far as configuration reads them.</summary>
public interface IEnvironment
{
    /// <summary>The user's home folder; null when there is none.</summary>
    string? HomeDirectory { get; }

    /// <summary>The value of a variable; null when it is not set.</summary>
    string? GetVariable(string name);
}
