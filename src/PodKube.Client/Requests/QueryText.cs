using System.Globalization;
using System.Text;

namespace PodKube.Client.Requests;

/// <summary>Builds a query string; what is null is left out.</summary>
internal sealed class QueryText
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    internal QueryText Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    internal QueryText Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    internal QueryText Add(string name, bool value) => Add(name, value ? "true" : null);
}
