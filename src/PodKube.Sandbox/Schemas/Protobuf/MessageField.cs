namespace PodKube.Sandbox.Schemas.Protobuf;

/// <summary>What stands behind one field number: a member of the object, or a message whose members belong to the object itself.</summary>
internal readonly record struct MessageField(string Name, bool Inlined);
