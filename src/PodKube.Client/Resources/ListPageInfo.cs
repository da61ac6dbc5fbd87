namespace PodKube.Client.Resources;

/// <summary>What the server says about one page of a list.</summary>
/// <param name="Number">1 for the first page.</param>
/// <param name="ResourceVersion">The version of the state that the list shows.</param>
/// <param name="RemainingItemCount">How many objects follow after this page; null when the server does not say, as with selectors.</param>
/// <param name="IsLast">Whether no page follows.</param>
public sealed record ListPageInfo(int Number, string ResourceVersion, long? RemainingItemCount, bool IsLast);
