namespace PodKube.Sandbox.Schemas;

/// <summary>How the elements of a list are told apart when several owners write it.</summary>
internal enum ListShape
{
    /// <summary>The list is one value.</summary>
    Atomic,

    /// <summary>The elements are their own identity.</summary>
    Set,

    /// <summary>The elements are objects with key members.</summary>
    Map,
}
