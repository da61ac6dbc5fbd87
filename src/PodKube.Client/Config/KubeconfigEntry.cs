using System.Text;
using System.Text.Json;
using PodKube.Client.Errors;

namespace PodKube.Client.Config;

/// <summary>A cluster, user or context out of a kubeconfig file, with the file it stands in.</summary>
internal sealed class KubeconfigEntry(KubeconfigFile file, JsonElement node, string what)
{
    internal static JsonElement ChildOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    internal static IEnumerable<JsonElement> ItemsOf(JsonElement parent, string name) =>
        ChildOf(parent, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().ToArray() : [];

    /// <summary>A text; null when it is missing or empty. Unquoted numbers and truth values count as the text they stand there as.</summary>
    internal static string? TextOf(JsonElement parent, string name) => ChildOf(parent, name) switch
    {
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } value => value,
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } plain => plain.GetRawText(),
        _ => null,
    };

    internal string? Text(string name) => TextOf(node, name);

    internal JsonElement Node(string name) => ChildOf(node, name);

    internal bool HasMap(string name) => Node(name).ValueKind == JsonValueKind.Object;

    internal IEnumerable<JsonElement> Items(string name) => ItemsOf(node, name);

    internal KubeconfigEntry Child(string name, string childWhat) => new(file, Node(name), $"{childWhat} of the {what}");

    internal bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        { } other => throw Wrong($"{name} is '{other}', which is neither true nor false", null),
    };

    internal IReadOnlyList<string> Texts(string name) => TextsOf(Node(name));

    internal static IReadOnlyList<string> TextsOf(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray().Select(i => i.ToString())] : [];

    internal string Require(string name) => Text(name) ?? throw Wrong($"it has no {name}", $"Add {name}.");

    internal Uri RequireUri(string name) => ReadUri(name, Require(name));

    internal Uri? Uri(string name) => Text(name) is { } text ? ReadUri(name, text) : null;

    internal string? FilePath(string name) => Text(name) is { } path ? file.Resolve(path) : null;

    internal string CommandPath(string name)
    {
        string command = Require(name);
        // Without a separator it is looked for on PATH; with one it is relative to the file, as in client-go.
        return command.AsSpan().IndexOfAny('/', '\\') < 0 ? command : file.Resolve(command);
    }

    /// <summary>PEM from <c>name-data</c> (base64), else from the file that <c>name</c> gives.</summary>
    internal PemSource? Pem(string name)
    {
        if (Text(name + "-data") is not { } data)
        {
            return FilePath(name) is { } path ? PemSource.FromFile(path) : null;
        }

        try
        {
            return PemSource.FromText(Encoding.UTF8.GetString(Convert.FromBase64String(data)));
        }
        catch (FormatException)
        {
            // The text may be a key: it must not get into a message.
            throw Wrong($"{name}-data is not base64", null);
        }
    }

    internal KubeConfigException Wrong(string finding, string? advice) =>
        new(ErrorReason.KubeconfigInvalid, $"The {what} in {file.Path} cannot be used: {finding}.", advice);

    private Uri ReadUri(string name, string text)
    {
        bool known = System.Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text, UriKind.Absolute, out Uri? uri)
            && uri.Scheme is "https" or "http" or "socks5" or "socks4";
        return known && uri!.Host.Length > 0 ? uri : throw Wrong($"{name} '{text}' is no address", null);
    }
}
