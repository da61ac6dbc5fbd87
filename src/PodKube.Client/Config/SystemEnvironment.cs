namespace PodKube.Client.Config;

/// <summary>The real environment of this process.</summary>
public sealed class SystemEnvironment : IEnvironment
{
    /// <summary>The one instance.</summary>
    public static SystemEnvironment Instance { get; } = new();

    /// <inheritdoc/>
    public string? HomeDirectory =>
        GetVariable("HOME") is { Length: > 0 } home ? home : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <inheritdoc/>
#pragma warning disable RS0030 // This is the one place behind the seam.
    public string? GetVariable(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030
}
