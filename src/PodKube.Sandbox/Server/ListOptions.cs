using System.Globalization;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server.Selection;

namespace PodKube.Sandbox.Server;

/// <summary>The query of a list or watch.</summary>
internal sealed record ListOptions
{
    public LabelSelector Labels { get; init; } = LabelSelector.Everything;

    public FieldSelector Fields { get; init; } = FieldSelector.Everything;

    /// <summary>The largest number of items of an answer; 0 for all.</summary>
    public long Limit { get; init; }

    public string Continue { get; init; } = "";

    public string ResourceVersion { get; init; } = "";

    public string ResourceVersionMatch { get; init; } = "";

    public long? TimeoutSeconds { get; init; }

    public bool AllowBookmarks { get; init; }

    public bool SendInitialEvents { get; init; }

    public bool IsSelective => !Labels.IsEmpty || !Fields.IsEmpty;

    /// <exception cref="ApiStatusException">400 or 422: an option that is malformed or contradicts another.</exception>
    public static ListOptions Read(ResourceKind kind, IQueryCollection query, bool watch)
    {
        var options = new ListOptions
        {
            Limit = query.Int("limit") ?? 0,
            TimeoutSeconds = query.Int("timeoutSeconds"),
            Labels = LabelSelector.Parse(query.Text("labelSelector")),
            Fields = FieldSelector.Parse(kind, query.Text("fieldSelector")),
            Continue = query.Text("continue"),
            ResourceVersion = query.Text("resourceVersion"),
            ResourceVersionMatch = query.Text("resourceVersionMatch"),
            AllowBookmarks = query.Flag("allowWatchBookmarks"),
            SendInitialEvents = query.Flag("sendInitialEvents"),
        };
        var errors = new FieldErrors();
        options.ValidateMatch(errors, watch, query.ContainsKey("sendInitialEvents"));
        if (errors.Count > 0)
        {
            throw ApiErrors.Invalid("meta.k8s.io", "ListOptions", "", errors);
        }

        return options;
    }

    /// <summary>The resourceVersion as a number; 0 where there is none.</summary>
    /// <exception cref="ApiStatusException">400: no number.</exception>
    public long ParseResourceVersion()
    {
        if (ResourceVersion.Length == 0)
        {
            return 0;
        }

        return ulong.TryParse(ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version <= long.MaxValue
            ? (long)version
            : throw ApiErrors.BadRequest(
                $"invalid resource version: resourceVersion: Invalid value: {FieldErrors.Quote(ResourceVersion)}: strconv.ParseUint: parsing {FieldErrors.Quote(ResourceVersion)}: invalid syntax");
    }

    private void ValidateMatch(FieldErrors errors, bool watch, bool hasInitialEvents)
    {
        const string Field = "resourceVersionMatch";
        if (hasInitialEvents)
        {
            if (!watch)
            {
                errors.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
            }
            else if (ResourceVersionMatch.Length == 0)
            {
                errors.Forbidden(Field, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
            }
            else if (ResourceVersionMatch != "NotOlderThan")
            {
                errors.NotSupported(Field, ResourceVersionMatch, "NotOlderThan");
            }

            return;
        }

        if (ResourceVersionMatch.Length == 0)
        {
            return;
        }

        if (watch)
        {
            errors.Forbidden(Field, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
            return;
        }

        if (ResourceVersion.Length == 0)
        {
            errors.Forbidden(Field, "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }

        if (Continue.Length > 0)
        {
            errors.Forbidden(Field, "resourceVersionMatch is forbidden when continue is provided");
        }

        if (ResourceVersionMatch is not ("Exact" or "NotOlderThan"))
        {
            errors.NotSupported(Field, ResourceVersionMatch, "Exact", "NotOlderThan");
        }
        else if (ResourceVersionMatch == "Exact" && ResourceVersion == "0")
        {
            errors.Forbidden(Field, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }
    }
}
