using System.Text.Json;

namespace PodKube.Client.Config;

/// <summary>Reads a kubeconfig user.</summary>
internal static class KubeconfigUser
{
    private const string ExecExtension = "client.authentication.k8s.io/exec";

    internal static ClusterCredentials ReadCredentials(KubeconfigEntry user, KubeconfigEntry cluster)
    {
        if (user.HasMap("auth-provider") && !user.HasMap("exec"))
        {
            throw user.Wrong(
                $"it uses auth-provider {KubeconfigEntry.TextOf(user.Node("auth-provider"), "name")}, which Kubernetes gave up in version 1.26",
                "Use the provider's credential plugin (exec) instead, for instance kubelogin or gke-gcloud-auth-plugin.");
        }

        ClusterCredentials credentials = new()
        {
            Token = user.Text("token"),
            TokenFile = user.FilePath("tokenFile"),
            ClientCertificate = user.Pem("client-certificate"),
            ClientKey = user.Pem("client-key"),
            UserName = user.Text("username"),
            Password = user.Text("password"),
            Exec = user.HasMap("exec") ? ReadExec(user, cluster) : null,
        };
        return credentials is { ClientCertificate: null, ClientKey: not null } or { ClientCertificate: not null, ClientKey: null }
            ? throw user.Wrong("it has a client certificate without key, or a key without certificate", null)
            : credentials;
    }

    internal static Impersonation? ReadImpersonation(KubeconfigEntry user)
    {
        if (user.Text("as") is not { } name)
        {
            return user.Text("as-uid") is null && user.Texts("as-groups").Count == 0
                ? null
                : throw user.Wrong("as-uid or as-groups stands there without as", "Name the user to act as, too.");
        }

        return new Impersonation
        {
            User = name,
            Uid = user.Text("as-uid"),
            Groups = user.Texts("as-groups"),
            Extra = user.HasMap("as-user-extra")
                ? user.Node("as-user-extra").EnumerateObject().ToDictionary(e => e.Name, e => KubeconfigEntry.TextsOf(e.Value))
                : [],
        };
    }

    private static ExecPlugin ReadExec(KubeconfigEntry user, KubeconfigEntry cluster)
    {
        KubeconfigEntry exec = user.Child("exec", "credential plugin");
        JsonElement extension = KubeconfigEntry.ChildOf(cluster.Items("extensions").FirstOrDefault(e => KubeconfigEntry.TextOf(e, "name") == ExecExtension), "extension");
        return new ExecPlugin
        {
            ApiVersion = exec.Require("apiVersion"),
            Command = exec.CommandPath("command"),
            Arguments = exec.Texts("args"),
            Environment = [.. exec.Items("env").Select(e => KeyValuePair.Create(KubeconfigEntry.TextOf(e, "name") ?? "", KubeconfigEntry.TextOf(e, "value") ?? "")).Where(e => e.Key.Length > 0)],
            InstallHint = exec.Text("installHint")?.Trim(),
            ProvideClusterInfo = exec.Flag("provideClusterInfo"),
            InteractiveMode = exec.Text("interactiveMode") ?? "IfAvailable",
            ClusterConfigJson = extension.ValueKind == JsonValueKind.Undefined ? null : extension.GetRawText(),
        };
    }
}
