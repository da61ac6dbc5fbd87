namespace PodKube.Sandbox.Registry;

/// <summary>One validation error: the cause's reason, the field's path, and the message without the path.</summary>
internal sealed record FieldError(string Reason, string Field, string Message);
