using PodKube.Sandbox.Access;

namespace PodKube.Sandbox.Registry;

/// <summary>Who writes, and how: goes with every write through <see cref="ResourceOperations"/>.</summary>
internal sealed record OperationContext
{
    public required UserInfo User { get; init; }

    /// <summary>The owner recorded in managedFields; "" is recorded as "unknown".</summary>
    public string FieldManager { get; init; } = "";

    public bool DryRun { get; init; }

    public FieldValidation FieldValidation { get; init; } = FieldValidation.Ignore;

    /// <summary>The paths of members that the text of the body repeats.</summary>
    public IReadOnlyList<string> DuplicateFields { get; init; } = [];

    /// <summary>Receives the texts of Warning headers.</summary>
    public Action<string> Warn { get; init; } = static _ => { };

    /// <summary>The context of a controller of the control plane.</summary>
    public static OperationContext ForController(string fieldManager = "kube-controller-manager") =>
        new() { User = UserInfo.ControlPlane, FieldManager = fieldManager };
}
