using PodKube.Benchmarks.Measure;
using PodKube.Benchmarks.Server;
using PodKube.Tour.Pwsh;

namespace PodKube.Benchmarks;

/// <summary>The ways to list all pods that are compared, each as a whole process.</summary>
internal static class Contenders
{
    public const string CurlPlain = "curl";
    public const string CurlGzip = "curl --compressed";

    /// <summary>The floor: what the same bytes cost to download.</summary>
    public static IEnumerable<Contender> Floor(BenchServer server)
    {
        string url = new Uri(server.Url, "api/v1/pods").AbsoluteUri;
        string[] curl = ["curl", "--silent", "--fail", "--cacert", server.CaFile, "--header", $"Authorization: Bearer {server.Token}", url];
        yield return new Contender(CurlPlain, curl);
        yield return new Contender(CurlGzip, [.. curl, "--compressed"]);
    }

    /// <summary>kubectl, where there is one.</summary>
    public static IEnumerable<Contender> Kubectl(PwshCommand pwsh)
    {
        yield return new Contender("kubectl get pods", ["kubectl", "get", "pods", "--all-namespaces"]);
        yield return new Contender("kubectl get pods -o json", ["kubectl", "get", "pods", "--all-namespaces", "-o", "json"]);
        yield return Script(
            pwsh,
            "kubectl -o json \\| ConvertFrom-Json",
            "$p = kubectl get pods --all-namespaces -o json | ConvertFrom-Json"
        );
    }

    public static IEnumerable<Contender> Cmdlets(PwshCommand pwsh, string manifest)
    {
        yield return Script(pwsh, "pwsh, nothing else", "exit 0");
        yield return Script(pwsh, "Import-Module PodKube", $"Import-Module '{manifest}'");
        yield return Script(pwsh, "$p = Get-KubePod -AllNamespaces", $"Import-Module '{manifest}'; $p = Get-KubePod -AllNamespaces");
        yield return Script(
            pwsh,
            "Get-KubePod -AllNamespaces \\| Measure-Object",
            $"Import-Module '{manifest}'; Get-KubePod -AllNamespaces | Measure-Object"
        );
    }

    private static Contender Script(PwshCommand pwsh, string name, string script) =>
        new(name, [pwsh.FileName, .. pwsh.Prefix, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", script]);
}
