using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Registry;

/// <summary>How a kind's objects are stored in another version, or under another resource, than they are served in. Both functions own what they get.</summary>
/// <param name="Resource">The store key of the resource that holds them.</param>
internal sealed record KindConversion(string Resource, Func<JsonObject, JsonObject> FromStorage, Func<JsonObject, JsonObject> ToStorage);
