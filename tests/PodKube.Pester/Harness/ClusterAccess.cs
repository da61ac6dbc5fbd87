namespace PodKube.Pester.Harness;

/// <summary>Which cluster the environment of a Pester run may name.</summary>
internal enum ClusterAccess
{
    /// <summary>None: what names one is taken out, so that no test reaches a cluster that this machine happens to know.</summary>
    None,

    /// <summary>The one that the caller's environment names.</summary>
    FromCaller,
}
