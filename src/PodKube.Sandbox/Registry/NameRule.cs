namespace PodKube.Sandbox.Registry;

/// <summary>How metadata.name must look.</summary>
internal enum NameRule
{
    /// <summary>RFC 1123 subdomain: most kinds.</summary>
    Subdomain,

    /// <summary>RFC 1123 label, such as namespaces.</summary>
    Label,

    /// <summary>RFC 1035 label, such as services.</summary>
    Label1035,

    /// <summary>Anything that is one path segment, such as RBAC objects.</summary>
    PathSegment,
}
