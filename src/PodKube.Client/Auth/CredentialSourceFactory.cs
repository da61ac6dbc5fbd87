using System.Net.Http.Headers;
using System.Text;
using PodKube.Client.Config;

namespace PodKube.Client.Auth;

/// <summary>Chooses the source of credentials that a configuration asks for.</summary>
internal static class CredentialSourceFactory
{
    internal static ICredentialSource Make(ClusterConfig config, KubeClientOptions options)
    {
        ClusterCredentials given = config.Credentials;
        ICredentialSource? certificate = given is { ClientCertificate: { } pem, ClientKey: { } key }
            ? new CertificateFileSource(options.FileSystem, pem, key, options.TimeProvider)
            : null;
        // The order is client-go's: a token file wins over a token, and these over a plugin.
        ICredentialSource? token = given switch
        {
            { TokenFile: { } file } => new FileTokenSource(options.FileSystem, file, options.TimeProvider),
            { Token: { } text } => new FixedCredentialSource(Credential.Bearer(text, $"The token ({config.Origin})")),
            { UserName: { } name } => new FixedCredentialSource(Credential.Basic(Basic(name, given.Password ?? ""))),
            { Exec: { } plugin } => new ExecCredentialSource(plugin, config, options, new ProcessRunner(options.TimeProvider)),
            _ => null,
        };
        return (token, certificate) switch
        {
            ({ } one, null) => one,
            (null, { } one) => one,
            ({ } first, { } second) => new CombinedCredentialSource(first, second),
            _ => new FixedCredentialSource(Credential.None),
        };
    }

    private static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
