namespace PodKube;

/// <summary>What can happen to a sandbox's cluster at once, without waiting for a request.</summary>
public enum KubeSandboxEvent
{
    /// <summary>The cluster gets a new authority and serving certificate; the simulated pod gets the new ca.crt.</summary>
    AuthorityRotated,

    /// <summary>The simulated pod gets a fresh token, as a kubelet renews it.</summary>
    TokenRenewed,

    /// <summary>The history is forgotten, as etcd compacts it: watches and lists from before are 410 from now on.</summary>
    HistoryCompacted,
}
