namespace PodKube.Rollouts;

/// <summary>Where a rollout stands.</summary>
internal enum RolloutState
{
    /// <summary>Every pod has the newest template and is available.</summary>
    Complete,

    /// <summary>It goes on.</summary>
    Progressing,

    /// <summary>It goes on when somebody resumes it.</summary>
    Paused,

    /// <summary>The cluster gave up.</summary>
    Failed,
}
