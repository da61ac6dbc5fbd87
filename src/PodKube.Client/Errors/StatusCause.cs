namespace PodKube.Client.Errors;

/// <summary>One cause in a Status, mostly one field that is not valid.</summary>
/// <param name="Reason">The kind of the cause, for instance <c>FieldValueRequired</c>; empty when the server gave none.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Field">The path of the field, for instance <c>spec.containers[0].image</c>; empty when no field is meant.</param>
public sealed record StatusCause(string Reason, string Message, string Field);
