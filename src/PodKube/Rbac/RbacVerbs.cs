namespace PodKube.Rbac;

/// <summary>The verbs that requests have, or that the API server asks RBAC about.</summary>
/// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb</remarks>
internal static class RbacVerbs
{
    private static readonly string[] s_known =
    [
        "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection",
        "impersonate", "bind", "escalate", "use", "approve", "sign", "attest", "post", "put", "head", "options", "*",
    ];

    /// <summary>Whether the server, as far as is known here, ever asks about the verb. Those with a colon are families that grow.</summary>
    public static bool IsKnown(string verb) => verb.Contains(':', StringComparison.Ordinal) || s_known.Contains(verb, StringComparer.OrdinalIgnoreCase);
}
