using System.Text;
using Microsoft.AspNetCore.Http;

namespace PodKube.Sandbox.Server.Handlers;

/// <summary>/version, /healthz, /livez and /readyz with their single checks.</summary>
internal static class HealthHandler
{
    private static readonly string[] s_paths = ["healthz", "livez", "readyz"];
    private static readonly string[] s_checks =
    [
        "ping", "log", "etcd", "poststarthook/start-apiserver-admission-initializer", "poststarthook/generic-apiserver-start-informers",
        "poststarthook/start-apiextensions-informers", "poststarthook/start-apiextensions-controllers", "poststarthook/crd-informer-synced",
        "poststarthook/rbac/bootstrap-roles", "poststarthook/scheduling/bootstrap-system-priority-classes",
        "poststarthook/bootstrap-controller", "poststarthook/start-kube-aggregator-informers", "poststarthook/apiservice-registration-controller",
        "poststarthook/apiservice-discovery-controller", "poststarthook/apiservice-openapiv3-controller",
    ];

    public static async ValueTask<bool> TryHandleAsync(HttpContext context, string path)
    {
        var parts = path.Trim('/').Split('/', 2);
        if (path == "/version" || path == "/version/")
        {
            await ApiResponse.WriteAsync(context, 200, ServerVersion.ToJson(), Representation.Json).ConfigureAwait(false);
            return true;
        }

        if (!s_paths.Contains(parts[0]))
        {
            return false;
        }

        if (parts.Length == 2)
        {
            if (!s_checks.Contains(parts[1]))
            {
                return false;
            }

            await ApiResponse.WriteTextAsync(context, 200, "ok").ConfigureAwait(false);
            return true;
        }

        await ApiResponse.WriteTextAsync(context, 200, context.Request.Query.ContainsKey("verbose") ? Verbose(context, parts[0]) : "ok").ConfigureAwait(false);
        return true;
    }

    private static string Verbose(HttpContext context, string path)
    {
        var excluded = context.Request.Query["exclude"].ToHashSet();
        var text = new StringBuilder();
        foreach (var check in s_checks)
        {
            text.Append("[+]").Append(check).Append(excluded.Contains(check) ? " excluded: ok\n" : " ok\n");
        }

        return text.Append(path).Append(" check passed\n").ToString();
    }
}
