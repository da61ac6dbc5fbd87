namespace PodKube.Sandbox.Server.Tables;

/// <summary>The descriptions of table columns, from the embedded file; columns that it does not name have none.</summary>
internal static class ColumnDescriptions
{
    private static readonly Lazy<Dictionary<(string Resource, string Column), string>> s_texts = new(Read);

    public static string Find(string resource, string column) =>
        s_texts.Value.GetValueOrDefault((resource, column)) ?? s_texts.Value.GetValueOrDefault(("*", column), "");

    private static Dictionary<(string Resource, string Column), string> Read()
    {
        using var stream = typeof(ColumnDescriptions).Assembly.GetManifestResourceStream("descriptions.txt")
            ?? throw new InvalidOperationException("descriptions.txt is not embedded.");
        using var reader = new StreamReader(stream);
        var texts = new Dictionary<(string, string), string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var resource, var column, var text])
            {
                texts[(resource, column)] = text.Replace("\\n", "\n", StringComparison.Ordinal);
            }
        }

        return texts;
    }
}
