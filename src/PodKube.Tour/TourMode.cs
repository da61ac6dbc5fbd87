namespace PodKube.Tour;

/// <summary>Which program of the tour to run.</summary>
internal enum TourMode
{
    /// <summary>The cmdlets where pwsh is found, else the client library.</summary>
    Either,

    /// <summary>The cmdlets, or fail.</summary>
    WithPwsh,

    /// <summary>The client library.</summary>
    WithoutPwsh,

    /// <summary>The walk itself, started by the tour inside the pod.</summary>
    InPod,
}
