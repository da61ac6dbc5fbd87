namespace PodKube.Objects;

/// <summary>A label selector as objects carry it (matchLabels and matchExpressions, or a plain map) in the server's text syntax.</summary>
internal static class LabelSelectorText
{
    /// <summary>The text; null when nothing is selected.</summary>
    public static string? Of(KubeValue selector)
    {
        KubeValue labels = selector["matchLabels"];
        KubeValue expressions = selector["matchExpressions"];
        bool plain = !labels.Exists && !expressions.Exists;
        string[] parts =
        [
            .. (plain ? selector : labels).Entries().Select(static e => $"{e.Key}={e.Value.Text}").Order(StringComparer.Ordinal),
            .. expressions.Items().Select(Expression),
        ];
        return parts.Length == 0 ? null : string.Join(',', parts);
    }

    private static string Expression(KubeValue expression)
    {
        string key = expression["key"].Text ?? "";
        string values = string.Join(',', expression["values"].Items().Select(static v => v.Text));
        return expression["operator"].Text switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "DoesNotExist" => "!" + key,
            _ => key,
        };
    }
}
