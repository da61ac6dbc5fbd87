using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Streams.Logs;

/// <summary>What a log request asks for: <c>PodLogOptions</c> read off the query.</summary>
internal sealed record LogOptions
{
    public string? Container { get; init; }

    public bool Follow { get; init; }

    public bool Previous { get; init; }

    public bool Timestamps { get; init; }

    /// <summary>Only lines from then on.</summary>
    public DateTimeOffset? Since { get; init; }

    public long? TailLines { get; init; }

    public long? LimitBytes { get; init; }

    /// <summary>"Stdout", "Stderr", or null for both.</summary>
    public string? Stream { get; init; }

    /// <exception cref="ApiStatusException">400 or 422: a value that is none, or not allowed.</exception>
    public static LogOptions Read(IQueryCollection query, string pod, DateTimeOffset now)
    {
        FieldErrors errors = new();
        long? tailLines = Number(query, "tailLines");
        long? limitBytes = Number(query, "limitBytes");
        long? sinceSeconds = Number(query, "sinceSeconds");
        DateTimeOffset? sinceTime = Time(query, "sinceTime");
        Check(errors, "tailLines", tailLines, 0, "must be greater than or equal to 0");
        Check(errors, "limitBytes", limitBytes, 1, "must be greater than 0");
        if (sinceSeconds is not null && sinceTime is not null)
        {
            errors.Forbidden("", "at most one of `sinceTime` or `sinceSeconds` may be specified");
        }

        Check(errors, "sinceSeconds", sinceSeconds, 1, "must be greater than 0");
        string? stream = query["stream"].ToString() is { Length: > 0 } text and not "All" ? text : null;
        if (stream is not (null or "Stdout" or "Stderr"))
        {
            errors.NotSupported("stream", JsonValue.Create(stream), "All", "Stdout", "Stderr");
        }

        if (errors.Count > 0)
        {
            throw ApiErrors.Invalid("", "PodLogOptions", pod, errors);
        }

        return new LogOptions
        {
            Container = query["container"],
            Follow = Flag(query, "follow"),
            Previous = Flag(query, "previous"),
            Timestamps = Flag(query, "timestamps"),
            Since = sinceSeconds is { } seconds ? now.AddSeconds(-Math.Min(seconds, 3_000_000_000)) : sinceTime,
            TailLines = tailLines,
            LimitBytes = limitBytes,
            Stream = stream,
        };
    }

    private static void Check(FieldErrors errors, string field, long? value, long minimum, string rule)
    {
        if (value < minimum)
        {
            errors.Invalid(field, JsonValue.Create(value.Value), rule);
        }
    }

    private static bool Flag(IQueryCollection query, string name) =>
        query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues value) && value.ToString() is "" or "true" or "1" or "True" or "t";

    private static long? Number(IQueryCollection query, string name)
    {
        string text = query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw ApiErrors.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    private static DateTimeOffset? Time(IQueryCollection query, string name)
    {
        string text = query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw ApiErrors.BadRequest($"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" as \"2006\"");
    }
}
