namespace PodKube.Pester.Harness;

/// <summary>How the run of one file ended.</summary>
internal enum PesterOutcome
{
    /// <summary>The file was run; its report says how it went.</summary>
    Ended,

    /// <summary>pwsh ended in the middle of it.</summary>
    Died,

    /// <summary>It took longer than a file may take, and pwsh was killed.</summary>
    TimedOut,
}
