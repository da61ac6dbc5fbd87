using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>The API's <c>IntOrString</c> where it means a number of pods: <c>3</c> or <c>"25%"</c>.</summary>
internal static class IntOrPercent
{
    /// <summary>
    /// The number it stands for out of <paramref name="total"/>; a percentage is rounded as asked.
    /// A missing or malformed value is <paramref name="fallback"/>.
    /// </summary>
    public static int Resolve(JsonNode? value, int total, bool roundUp, int fallback = 0)
    {
        if (value.Number() is { } number)
        {
            return (int)Math.Clamp(number, 0, int.MaxValue);
        }

        if (value.Text() is not { } text || !text.EndsWith('%') ||
            !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int percent))
        {
            return fallback;
        }

        long product = (long)percent * total;
        return (int)(roundUp ? (product + 99) / 100 : product / 100);
    }
}
