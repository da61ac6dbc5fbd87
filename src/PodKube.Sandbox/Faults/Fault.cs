using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Faults;

/// <summary>One fault: what goes wrong, for which requests, and how often.</summary>
internal sealed record Fault(FaultKind Kind)
{
    private const int DefaultBytes = 100;

    /// <summary>The verb of authorization it is limited to (get, list, watch, create …); null for all.</summary>
    public string? Verb { get; init; }

    /// <summary>The resource, as <c>pods</c>, <c>pods/log</c> or <c>deployments.apps</c>; null for all.</summary>
    public string? Resource { get; init; }

    public string? Namespace { get; init; }

    public string? Name { get; init; }

    /// <summary>How many requests it hits; null for every one until it is removed.</summary>
    public int? Count { get; init; }

    /// <summary>How many matching requests pass before the first is hit.</summary>
    public int Skip { get; init; }

    /// <summary>For <see cref="FaultKind.Latency"/>: how much later.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What Retry-After says, in seconds; null leaves it away where that is possible.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>For <see cref="FaultKind.DropConnection"/>: how many bytes of the body arrive.</summary>
    public int AfterBytes { get; init; } = DefaultBytes;

    /// <summary>For the faults of a watch: how many events arrive first.</summary>
    public int AfterEvents { get; init; }

    public static Fault Parse(JsonObject body) => Build(body.GetText("kind"), name => body[name] switch
    {
        null => null,
        JsonValue value => value.AsText() ?? value.ToJsonString(),
        _ => throw new FormatException($"'{name}' must be a text or a number"),
    });

    /// <summary>Reads the form of the command line: <c>Latency,verb=list,resource=pods,delay=200ms,count=3</c>.</summary>
    /// <exception cref="FormatException">The text is not understood.</exception>
    public static Fault Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            settings[equals > 0 ? part[..equals] : throw new FormatException($"'{part}' is not of the form name=value")] = part[(equals + 1)..];
        }

        return Build(parts.FirstOrDefault(), settings.GetValueOrDefault);
    }

    public bool Matches(RequestInfo request) =>
        (Verb is null || Verb == request.Verb)
        && (Resource is null || IsResource(request))
        && (Namespace is null || Namespace == request.Namespace)
        && (Name is null || Name == request.Name)
        && IsPossible(request);

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Kind.ToString() };
        Add(json, "verb", Verb);
        Add(json, "resource", Resource);
        Add(json, "namespace", Namespace);
        Add(json, "name", Name);
        Add(json, "count", Count);
        Add(json, "skip", Skip > 0 ? Skip : null);
        Add(json, "delay", Kind == FaultKind.Latency ? $"{(long)Delay.TotalMilliseconds}ms" : null);
        Add(json, "retryAfter", RetryAfter);
        Add(json, "afterBytes", Kind == FaultKind.DropConnection ? AfterBytes : null);
        Add(json, "afterEvents", Kind is FaultKind.CloseWatch or FaultKind.ExpireWatch ? AfterEvents : null);
        return json;
    }

    private static Fault Build(string? kind, Func<string, string?> setting)
    {
        // Enum.TryParse takes numbers too, which are no names of faults.
        if (kind is null || kind.Any(char.IsDigit) || !Enum.TryParse(kind, true, out FaultKind known))
        {
            throw new FormatException($"'{kind}' is no fault; there are {string.Join(", ", Enum.GetNames<FaultKind>())}");
        }

        var fault = new Fault(known);
        return fault with
        {
            Verb = setting("verb"),
            Resource = setting("resource"),
            Namespace = setting("namespace"),
            Name = setting("name"),
            Count = Number(setting, "count"),
            Skip = Number(setting, "skip") ?? 0,
            Delay = Duration(setting("delay")) ?? fault.Delay,
            RetryAfter = Number(setting, "retryAfter"),
            AfterBytes = Number(setting, "afterBytes") ?? fault.AfterBytes,
            AfterEvents = Number(setting, "afterEvents") ?? 0,
        };
    }

    private bool IsResource(RequestInfo request)
    {
        var qualified = ApiErrors.Qualified(request.Resource, request.ApiGroup);
        return request.IsResourceRequest && (request.Subresource.Length == 0
            ? Resource == request.Resource || Resource == qualified
            : Resource == $"{request.Resource}/{request.Subresource}" || Resource == $"{qualified}/{request.Subresource}");
    }

    private bool IsPossible(RequestInfo request) => Kind switch
    {
        FaultKind.CloseWatch or FaultKind.ExpireWatch => request.Verb == "watch",
        FaultKind.ExpireContinue => request.Verb == "list",
        _ => true,
    };

    private static int? Number(Func<string, string?> setting, string name) => setting(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new FormatException($"'{name}' must be a whole number, not '{text}'"),
    };

    private static TimeSpan? Duration(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var (digits, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1.0)
            : text.EndsWith('s') ? (text[..^1], 1000.0)
            : (text, 1.0);
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? TimeSpan.FromMilliseconds(amount * unit)
            : throw new FormatException($"'delay' must be milliseconds, or a number with ms or s, not '{text}'");
    }

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
