using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Runtime;

/// <summary>An event that the recorder wrote: what makes it the same as another, and the object that it became.</summary>
internal sealed record WrittenEvent(string Identity, ObjectKey Key, string Uid);
