using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Aggregation;

/// <summary>Whether the server behind an APIService can be reached, and why not.</summary>
internal sealed record AvailableCondition(bool IsAvailable, string Reason, string Message)
{
    private const string Type = "Available";

    public static AvailableCondition Passed { get; } = new(true, "Passed", "all checks passed");

    public static AvailableCondition Local { get; } = new(true, "Local", "Local APIServices are always available");

    /// <summary>What an APIService says of itself; false as long as nobody has looked.</summary>
    public static bool Read(JsonObject apiService) => apiService.GetObject("status").GetArray("conditions").Objects()
        .Any(condition => condition.GetText("type") == Type && condition.GetText("status") == "True");

    /// <summary>Writes the condition into the object, where it differs from what stands there.</summary>
    public static void Write(
        ResourceOperations operations, OperationContext context, string name, AvailableCondition condition)
    {
        var kind = operations.Kinds.Require(LocalApiServices.Resource);
        operations.Update(context, kind, "", name, current => Apply(current, condition, ObjectMeta.Time(operations.Time.GetUtcNow())), "status");
    }

    /// <summary>The whole status of an APIService that never had another condition.</summary>
    public JsonObject ToStatus(string since) => new()
    {
        ["conditions"] = new JsonArray(new JsonObject
        {
            ["type"] = Type,
            ["status"] = IsAvailable ? "True" : "False",
            ["lastTransitionTime"] = since,
            ["reason"] = Reason,
            ["message"] = Message,
        }),
    };

    private static JsonObject Apply(JsonObject apiService, AvailableCondition condition, string now)
    {
        var status = condition.IsAvailable ? "True" : "False";
        var conditions = apiService.EnsureObject("status").EnsureArray("conditions");
        var known = conditions.Objects().FirstOrDefault(entry => entry.GetText("type") == Type);
        if (known is null)
        {
            conditions.Add((JsonNode)(known = new JsonObject { ["type"] = Type }));
        }

        if (known.GetText("status") != status)
        {
            known["status"] = status;
            known["lastTransitionTime"] = now;
        }

        known["reason"] = condition.Reason;
        known["message"] = condition.Message;
        return apiService;
    }
}
