using System.Diagnostics;
using System.Text;
using System.Text.Json;
using PodKube.Client;
using PodKube.Client.Config;
using PodKube.Client.Resources;

namespace PodKube.Benchmarks.Server;

/// <summary>A sandbox of its own process, and a service account in it that may read everything.</summary>
internal sealed class BenchServer : IDisposable
{
    private const string Binding = """
        {
          "apiVersion": "rbac.authorization.k8s.io/v1",
          "kind": "ClusterRoleBinding",
          "metadata": { "name": "bench" },
          "roleRef": { "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin" },
          "subjects": [{ "kind": "ServiceAccount", "name": "default", "namespace": "default" }]
        }
        """;

    private readonly Process _process;

    private BenchServer(Process process, JsonElement place)
    {
        _process = process;
        Url = new Uri(place.GetProperty("url").GetString()!);
        CaFile = place.GetProperty("caFile").GetString()!;
        ServiceAccountPath = place.GetProperty("serviceAccountPath").GetString()!;
        Kubeconfig = place.GetProperty("kubeconfig").GetString()!;
        Admin = new KubeClient(new KubeconfigLoader().Load(place.GetProperty("adminKubeconfig").GetString()));
    }

    public Uri Url { get; }

    public string CaFile { get; }

    public string ServiceAccountPath { get; }

    public string Kubeconfig { get; }

    /// <summary>The administrator's client.</summary>
    public KubeClient Admin { get; }

    /// <summary>The service account's token; it does not change while the benchmark lasts.</summary>
    public string Token => File.ReadAllText(Path.Combine(ServiceAccountPath, "token"));

    /// <summary>What a process in the server's pod finds.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>
        {
            ["KUBERNETES_SERVICE_HOST"] = Url.Host,
            ["KUBERNETES_SERVICE_PORT"] = Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["PODKUBE_SERVICEACCOUNT"] = ServiceAccountPath,
            ["KUBECONFIG"] = Kubeconfig,
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
            ["POWERSHELL_UPDATECHECK"] = "Off",
        };

    /// <summary>Starts the staged sandbox; the process ends with this one, whatever way that ends.</summary>
    /// <param name="assembly">The sandbox.</param>
    /// <param name="nodes">A node has room for 4,000 pods.</param>
    public static async Task<BenchServer> StartAsync(string assembly, int nodes, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", assembly, "serve", "--exit-with-stdin", "--nodes", $"{nodes}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        string line =
            await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The sandbox ended before it was ready.");
        using var place = JsonDocument.Parse(line);
        var server = new BenchServer(process, place.RootElement);
        var bindings = await server.Admin.Discovery.ResolveAsync("clusterrolebindings", cancellationToken).ConfigureAwait(false);
        await server.Admin.CreateAsync(bindings, null, Encoding.UTF8.GetBytes(Binding), null, cancellationToken).ConfigureAwait(false);
        return server;
    }

    /// <summary>How much memory the server has resident.</summary>
    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public void Dispose()
    {
        Admin.Dispose();
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
