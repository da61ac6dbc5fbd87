namespace PodKube.Client.Manifests;

/// <summary>Groups of fields that the server writes.</summary>
[Flags]
public enum ServerFields
{
    /// <summary>No field.</summary>
    None = 0,

    /// <summary><c>metadata.managedFields</c>: who owns which field.</summary>
    ManagedFields = 1,

    /// <summary><c>metadata.resourceVersion</c>: the state that the object was read in.</summary>
    ResourceVersion = 2,

    /// <summary>What makes the object this one and no other: <c>uid</c>, <c>creationTimestamp</c>, <c>generation</c>, <c>selfLink</c>, the deletion fields.</summary>
    Identity = 4,

    /// <summary><c>status</c>.</summary>
    Status = 8,

    /// <summary>The annotation in which <c>kubectl apply</c> keeps what it applied last.</summary>
    LastApplied = 16,

    /// <summary>All of them: what is left is what a person would write.</summary>
    All = ManagedFields | ResourceVersion | Identity | Status | LastApplied,
}
