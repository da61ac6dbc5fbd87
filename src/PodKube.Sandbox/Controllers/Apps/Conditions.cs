using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps;

/// <summary>The entries of <c>status.conditions</c> that workload controllers write.</summary>
internal static class Conditions
{
    /// <summary>A condition; the transition time stays while its status does, the update time while all of it does.</summary>
    public static JsonObject Build(JsonObject item, string type, string value, string reason, string message, DateTimeOffset now)
    {
        JsonObject? old = item.Condition(type);
        bool isSame = old.Text("status") == value && old.Text("reason") == reason && old.Text("message") == message;
        return new JsonObject
        {
            ["type"] = type,
            ["status"] = value,
            ["lastUpdateTime"] = isSame ? old.Text("lastUpdateTime") : now.ApiTime(),
            ["lastTransitionTime"] = old.Text("status") == value ? old.Text("lastTransitionTime") : now.ApiTime(),
            ["reason"] = reason,
            ["message"] = message,
        };
    }

    /// <summary>Puts the condition in the place of the one of its type. As in client code, one with the same status and reason stays as it is.</summary>
    public static void Set(JsonObject status, JsonObject condition)
    {
        JsonArray conditions = status.EnsureArray("conditions");
        string? type = condition.Text("type");
        JsonNode? old = conditions.FirstOrDefault(item => item.Text("type") == type);
        if (old.Text("status") == condition.Text("status") && old.Text("reason") == condition.Text("reason"))
        {
            return;
        }

        if (old is not null)
        {
            conditions.Remove(old);
        }

        conditions.Add((JsonNode)condition);
    }

    /// <summary>Puts the condition in the place of the one of its type, whatever that says.</summary>
    public static void Replace(JsonObject status, JsonObject condition)
    {
        Remove(status, condition.Text("type")!);
        status.EnsureArray("conditions").Add((JsonNode)condition);
    }

    public static void Remove(JsonObject status, string type)
    {
        if (status["conditions"] is not JsonArray conditions)
        {
            return;
        }

        if (conditions.FirstOrDefault(item => item.Text("type") == type) is { } old)
        {
            conditions.Remove(old);
        }

        if (conditions.Count == 0)
        {
            status.Remove("conditions");
        }
    }
}
