using System.Globalization;
using System.Text.Json;
using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Client.Auth;

/// <summary>Reads the ExecCredential that a plugin prints.</summary>
internal static class ExecCredentialReader
{
    internal static ExecCredential Read(byte[] output, ExecPlugin plugin)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            return Read(document.RootElement, plugin);
        }
        catch (JsonException)
        {
            // The parser's message would quote the output, which may be a secret.
            throw Wrong(plugin, "it is not JSON");
        }
    }

    private static ExecCredential Read(JsonElement root, ExecPlugin plugin)
    {
        if (Text(root, "kind") != "ExecCredential")
        {
            throw Wrong(plugin, "it is no ExecCredential");
        }

        if (Text(root, "apiVersion") is var version && version != plugin.ApiVersion)
        {
            throw Wrong(plugin, $"it is of {version}, and the kubeconfig file asks for {plugin.ApiVersion}");
        }

        JsonElement status = root.TryGetProperty("status", out JsonElement given) ? given : default;
        string? token = Text(status, "token");
        ClientCertificatePem? certificate = (Text(status, "clientCertificateData"), Text(status, "clientKeyData")) switch
        {
            ({ } pem, { } key) => new ClientCertificatePem(pem, key),
            (null, null) => null,
            _ => throw Wrong(plugin, "it has a client certificate without key, or a key without certificate"),
        };
        Credential credential = (token, certificate) switch
        {
            ({ } text, _) => Credential.Bearer(text, $"The token of the credential plugin {plugin.Command}", certificate),
            (null, { } pair) => Credential.FromCertificate(pair),
            _ => throw Wrong(plugin, "it has neither a token nor a client certificate"),
        };
        return new ExecCredential(credential, Expiry(status, plugin));
    }

    private static DateTimeOffset? Expiry(JsonElement status, ExecPlugin plugin)
    {
        if (Text(status, "expirationTimestamp") is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw Wrong(plugin, "its expirationTimestamp is no time");
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out JsonElement child)
        && child.ValueKind == JsonValueKind.String
        && child.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static KubeConfigException Wrong(ExecPlugin plugin, string what) =>
        new(ErrorReason.CredentialPluginFailed, $"The answer of the credential plugin {plugin.Command} cannot be used: {what}.", "Run the command by hand to see what it prints.");
}
