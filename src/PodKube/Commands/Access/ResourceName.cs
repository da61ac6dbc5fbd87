namespace PodKube.Commands;

/// <summary>A resource as people name it in RBAC: a kind by any name, and perhaps a subresource.</summary>
internal readonly record struct ResourceName(string Kind, string Subresource)
{
    /// <summary>Reads <c>pods</c>, <c>pods/log</c>, <c>deployments.apps/scale</c>, <c>apps/v1/Deployment</c>, <c>v1/Pod</c>.</summary>
    public static ResourceName Parse(string text)
    {
        string[] parts = text.Split('/');

        // group/version/Kind and version/Kind are one name; kinds begin with a capital letter, subresources do not.
        bool isKind = parts.Length == 3 || (parts.Length == 2 && char.IsAsciiLetterUpper(parts[1].FirstOrDefault()));
        return isKind || parts.Length == 1 ? new ResourceName(text, "") : new ResourceName(parts[0], parts[1]);
    }
}
