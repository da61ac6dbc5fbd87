namespace PodKube.Client.Errors;

/// <summary>One place where a configuration was looked for.</summary>
/// <param name="Place">The folder, file or variable.</param>
/// <param name="Finding">What was found there.</param>
public sealed record ConfigAttempt(string Place, string Finding);
