using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Runtime;

/// <summary>One thing to look at: which controller, and the object that it should bring to its wished state.</summary>
internal sealed record WorkItem(Controller Controller, ObjectKey Key);
