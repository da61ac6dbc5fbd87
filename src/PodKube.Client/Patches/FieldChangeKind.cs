namespace PodKube.Client.Patches;

/// <summary>What happened to a field.</summary>
public enum FieldChangeKind
{
    /// <summary>It is there in the second object alone.</summary>
    Added,

    /// <summary>It is there in the first object alone.</summary>
    Removed,

    /// <summary>It is there in both, with different values.</summary>
    Changed,
}
