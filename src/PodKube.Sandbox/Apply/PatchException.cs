namespace PodKube.Sandbox.Apply;

/// <summary>A patch cannot be carried out on the object.</summary>
internal sealed class PatchException(string message) : Exception(message);
