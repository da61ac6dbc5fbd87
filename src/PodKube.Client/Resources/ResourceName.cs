namespace PodKube.Client.Resources;

/// <summary>A resource type as a person writes it, taken apart in every way that it can be meant.</summary>
/// <param name="Name">Plural, singular, short name or kind.</param>
/// <param name="Group">The group or the beginning of it; null when none was named.</param>
/// <param name="Version">The version; null when none was named.</param>
internal readonly record struct ResourceName(string Name, string? Group, string? Version)
{
    /// <summary>The possible meanings, the likeliest first.</summary>
    internal static IReadOnlyList<ResourceName> Parse(string text)
    {
        string[] slashes = text.Split('/');
        if (slashes.Length > 1)
        {
            return slashes switch
            {
                [var group, var version, var name] => [new(name, group, version)],
                [var version, var name] when IsVersion(version) => [new(name, "", version), new(name, version, null)],
                [var group, var name] => [new(name, group, null)],
                _ => [],
            };
        }

        string[] dots = text.Split('.', 3);
        return dots switch
        {
            [var name] => [new(name, null, null)],
            [var name, var version] when IsVersion(version) => [new(name, "", version), new(name, version, null)],
            [var name, var version, var group] when IsVersion(version) => [new(name, group, version), new(name, $"{version}.{group}", null)],
            [var name, ..] => [new(name, text[(name.Length + 1)..], null)],
            _ => [],
        };
    }

    // v1, v2beta1, …: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority
    private static bool IsVersion(string text) => text.Length > 1 && text[0] == 'v' && char.IsAsciiDigit(text[1]);
}
