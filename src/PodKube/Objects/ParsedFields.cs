using System.Text.Json;

namespace PodKube.Objects;

/// <summary>
/// The last few fields parsed on this thread: the columns of one row ask for metadata, spec and status again and again, and each
/// would parse them anew.
/// </summary>
internal static class ParsedFields
{
    private const int Size = 4;

    [ThreadStatic]
    private static (FieldBox? Box, JsonElement Json)[]? s_recent;

    [ThreadStatic]
    private static int s_next;

    public static JsonElement Get(FieldBox box, JsonDocumentOptions options)
    {
        (FieldBox? Box, JsonElement Json)[] recent = s_recent ??= new (FieldBox?, JsonElement)[Size];
        foreach ((FieldBox? known, JsonElement json) in recent)
        {
            if (ReferenceEquals(known, box))
            {
                return json;
            }
        }

        // Not disposed: an element may still be in use when its place is taken, and the collector frees it then.
        JsonElement parsed = JsonDocument.Parse(box.Json, options).RootElement;
        recent[s_next++ % Size] = (box, parsed);
        return parsed;
    }
}
