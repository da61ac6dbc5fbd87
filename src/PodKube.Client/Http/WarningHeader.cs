using System.Text;

namespace PodKube.Client.Http;

/// <summary>Reads the texts of Warning headers: <c>299 - "text"</c>, several in one header possible.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc7234#section-5.5; the server's side is https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/filters/warning.go</remarks>
internal static class WarningHeader
{
    internal static IReadOnlyList<string> Read(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Warning", out var values))
        {
            return [];
        }

        List<string> texts = [];
        foreach (string value in values)
        {
            Parse(value, texts);
        }

        return texts;
    }

    internal static void Parse(string value, List<string> texts)
    {
        int position = 0;
        while (position < value.Length)
        {
            int quote = value.IndexOf('"', position);
            if (quote < 0)
            {
                return;
            }

            bool isKubernetes = value.AsSpan(position, quote - position).TrimStart(", ").StartsWith("299 ", StringComparison.Ordinal);
            StringBuilder text = new();
            position = ReadQuoted(value, quote + 1, text);
            if (isKubernetes)
            {
                texts.Add(text.ToString());
            }
        }
    }

    private static int ReadQuoted(string value, int position, StringBuilder text)
    {
        for (; position < value.Length && value[position] != '"'; position++)
        {
            if (value[position] == '\\' && position + 1 < value.Length)
            {
                position++;
            }

            text.Append(value[position]);
        }

        return position + 1;
    }
}
