using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PodKube.Sandbox.Server;

/// <summary>Query parameters, read as the API converts them.</summary>
internal static class QueryValues
{
    /// <exception cref="ApiStatusException">400 in the words of strconv.</exception>
    public static long? Int(this IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiErrors.BadRequest($"strconv.ParseInt: parsing {Registry.FieldErrors.Quote(text)}: invalid syntax");
    }

    /// <summary>Present and neither "false" nor "0".</summary>
    public static bool Flag(this IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values.ToString() is not ("" or "false" or "0");

    public static string Text(this IQueryCollection query, string name) => query[name].FirstOrDefault() ?? "";
}
