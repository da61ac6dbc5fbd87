namespace PodKube.Tour;

/// <summary>A step of the tour did not do what it should.</summary>
internal sealed class TourFailedException(string message) : Exception(message);
