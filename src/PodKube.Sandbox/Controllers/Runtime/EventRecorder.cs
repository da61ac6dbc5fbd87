using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Runtime;

/// <summary>
/// Writes Events as client-go's recorder does: the same event again counts up the one that is there, more than ten alike become one combined event,
/// and an object that says too much is not listened to
/// (https://github.com/kubernetes/client-go/blob/master/tools/record/events_cache.go). Used by the dispatcher only.
/// </summary>
internal sealed class EventRecorder(ResourceOperations operations, EventLog log)
{
    private const int AlikeBeforeCombined = 10;
    private static readonly TimeSpan s_alikeWindow = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, ClusterClient> _clients = new(StringComparer.Ordinal);

    /// <summary>Writes an event about <paramref name="about"/>; a failure to do so is nobody's concern, as on a cluster.</summary>
    public void Record(
        ClusterClient client, string component, JsonObject about, string type, string reason, string message, string? fieldPath = null, string? host = null)
    {
        if (log.Limit == 0)
        {
            return;
        }

        DateTimeOffset now = operations.Time.GetUtcNow();
        string source = $"{component}/{host}/{about.Uid()}/{fieldPath}";
        if (!log.MayWrite(source, now) || (host is not null && !log.MayWriteFrom(host, now)))
        {
            return;
        }

        string alike = $"{source}/{type}/{reason}";
        string text = log.CountAlike(alike, message, now, s_alikeWindow) > AlikeBeforeCombined
            ? "(combined from similar events): " + message
            : message;
        string identity = text == message ? $"{alike}/{message}" : alike;
        try
        {
            if (!CountUp(client, identity, text, now))
            {
                JsonObject item = Build(component, host, about, type, reason, text, fieldPath, now);
                JsonObject created = client.Create("events", item.Namespace(), item);
                log.Remember(new WrittenEvent(identity, new ObjectKey("events", created.Namespace(), created.Name()), created.Uid()));
                Trim(client);
            }
        }
        catch (ApiStatusException)
        {
            // The namespace is going away, or the object's name makes no event name.
        }
    }

    /// <summary>The event of the scheduler's newer kind: no count, a time with microseconds, an action.</summary>
    public void RecordAction(ClusterClient client, string component, JsonObject about, string type, string reason, string action, string message)
    {
        DateTimeOffset now = operations.Time.GetUtcNow();
        if (log.Limit == 0 || !log.MayWriteFrom(component, now))
        {
            return;
        }

        JsonObject item = Build(component, null, about, type, reason, message, null, now);
        item["source"] = new JsonObject();
        item["firstTimestamp"] = null;
        item["lastTimestamp"] = null;
        item.Remove("count");
        item["eventTime"] = now.ApiMicroTime();
        item["action"] = action;
        item["reportingInstance"] = component + "-sandbox";
        try
        {
            JsonObject created = client.Create("events", item.Namespace(), item);
            log.Remember(new WrittenEvent($"{component}/{created.Uid()}", new ObjectKey("events", created.Namespace(), created.Name()), created.Uid()));
            Trim(client);
        }
        catch (ApiStatusException)
        {
            // As above: an event that cannot be written is dropped.
        }
    }

    /// <summary>The client of a controller of kube-controller-manager.</summary>
    public ClusterClient ClientFor(string controller)
    {
        if (!_clients.TryGetValue(controller, out ClusterClient? client))
        {
            _clients[controller] = client = ClusterClient.ForController(operations, controller);
        }

        return client;
    }

    private bool CountUp(ClusterClient client, string identity, string text, DateTimeOffset now)
    {
        if (log.Find(identity) is not { } known)
        {
            return false;
        }

        JsonObject? updated = client.Update(known.Key, known.Uid, item =>
        {
            item["count"] = item.Count(1, "count") + 1;
            item["lastTimestamp"] = now.ApiTime();
            item["message"] = text;
            return true;
        });
        return updated is not null;
    }

    private void Trim(ClusterClient client)
    {
        while (log.TakeExcess() is { } oldest)
        {
            client.Delete(oldest.Key, oldest.Uid);
        }
    }

    private JsonObject Build(
        string component, string? host, JsonObject about, string type, string reason, string message, string? fieldPath, DateTimeOffset now)
    {
        string ns = about.Namespace().Length > 0 ? about.Namespace() : "default";
        JsonObject source = new() { ["component"] = component };
        if (host is not null)
        {
            source["host"] = host;
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject
            {
                ["name"] = about.Name() + "." + log.NextNumber(now).ToString("x", CultureInfo.InvariantCulture),
                ["namespace"] = ns,
            },
            ["involvedObject"] = Reference(about, fieldPath),
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = source,
            ["firstTimestamp"] = now.ApiTime(),
            ["lastTimestamp"] = now.ApiTime(),
            ["count"] = 1,
            ["type"] = type,
            ["eventTime"] = null,
            ["reportingComponent"] = component,
            ["reportingInstance"] = host ?? "",
        };
    }

    private static JsonObject Reference(JsonObject about, string? fieldPath)
    {
        JsonObject reference = new() { ["kind"] = about.Text("kind") };
        if (about.Namespace().Length > 0)
        {
            reference["namespace"] = about.Namespace();
        }

        reference["name"] = about.Name();
        reference["uid"] = about.Uid();
        reference["apiVersion"] = about.Text("apiVersion");
        reference["resourceVersion"] = about.ResourceVersion();
        if (fieldPath is not null)
        {
            reference["fieldPath"] = fieldPath;
        }

        return reference;
    }
}
