using System.Text.Json;

namespace PodKube.Sandboxes;

/// <summary>A fault that is to be set, as the sandbox reads it. What is null is left to the sandbox.</summary>
internal sealed record SandboxFaultRequest(KubeSandboxFaultKind Kind)
{
    public string? Verb { get; init; }

    public string? Resource { get; init; }

    public string? Namespace { get; init; }

    public string? Name { get; init; }

    public int? Skip { get; init; }

    public int? Count { get; init; }

    public TimeSpan? Delay { get; init; }

    public int? RetryAfter { get; init; }

    public int? AfterBytes { get; init; }

    public int? AfterEvents { get; init; }

    public byte[] ToUtf8()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind.ToString());
            Write(json, "verb", Verb);
            Write(json, "resource", Resource);
            Write(json, "namespace", Namespace);
            Write(json, "name", Name);
            Write(json, "skip", Skip);
            Write(json, "count", Count);
            Write(json, "delay", Delay is { } delay ? FormattableString.Invariant($"{(long)delay.TotalMilliseconds}ms") : null);
            Write(json, "retryAfter", RetryAfter);
            Write(json, "afterBytes", AfterBytes);
            Write(json, "afterEvents", AfterEvents);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
