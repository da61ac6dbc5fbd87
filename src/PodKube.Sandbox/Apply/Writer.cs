namespace PodKube.Sandbox.Apply;

/// <summary>Who writes: what an entry of managedFields says about its owner.</summary>
internal sealed record Writer(string Manager, string ApiVersion, string Subresource)
{
    /// <summary>The name of writers that gave none.</summary>
    public const string Unknown = "unknown";
}
