using System.Management.Automation;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Health;

namespace PodKube.Commands;

/// <summary>Asks the API server how it is: every check of its health endpoints as an object, or one answer with -Quiet.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KubeHealth")]
[OutputType(typeof(KubeHealthCheck), typeof(bool))]
public sealed class TestKubeHealthCommand : SessionCmdlet
{
    /// <summary>What a failing health endpoint answers with; its body is the report.</summary>
    private const int Unhealthy = 500;

    /// <summary>The endpoints: readyz (takes requests), livez (needs no restart), healthz (the older one of both). The default is readyz.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateSet("readyz", "livez", "healthz", IgnoreCase = true)]
    public string[] Endpoint { get; set; } = ["readyz"];

    /// <summary>Checks to leave out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Exclude { get; set; } = [];

    /// <summary>Answer only true or false, for all endpoints together; false also where nobody answers.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void ProcessWithSession()
    {
        if (Quiet)
        {
            WriteObject(IsHealthy());
            return;
        }

        foreach (string endpoint in Endpoint.Select(Lower))
        {
            Try(new KubeTarget("/" + endpoint, null, null), () => WriteObject(Ask(endpoint), enumerateCollection: true));
        }
    }

    private bool IsHealthy()
    {
        try
        {
            return Endpoint.Select(Lower).SelectMany(Ask).All(static c => c.IsHealthy);
        }
        catch (Exception e) when (ErrorRecordFactory.IsFailure(e))
        {
            WriteVerbose(e.Message);
            return false;
        }
    }

    private IReadOnlyList<KubeHealthCheck> Ask(string endpoint)
    {
        string excluded = string.Concat(Exclude.Select(static name => "&exclude=" + Uri.EscapeDataString(name)));
        KubeRequest request = KubeRequest.Raw(HttpMethod.Get, $"/{endpoint}?verbose=true{excluded}") with { Accept = "text/plain, */*" };
        using KubeResponse response = Await(stop => Client.SendAnyAsync(request, stop));
        if (response.IsSuccess || response.StatusCode == Unhealthy)
        {
            string text = Await(response.ReadAsTextAsync);
            IReadOnlyList<KubeHealthCheck> checks = HealthReport.Read(endpoint, text);
            return checks.Count > 0 ? checks : [new KubeHealthCheck(endpoint, endpoint, response.IsSuccess, text.Trim())];
        }

        // Asked once more for the failure with everything that the client says about it.
        using KubeResponse again = Await(stop => Client.SendAsync(request, stop));
        return HealthReport.Read(endpoint, Await(again.ReadAsTextAsync));
    }

#pragma warning disable CA1308 // Paths are in lower case.
    private static string Lower(string endpoint) => endpoint.ToLowerInvariant();
#pragma warning restore CA1308
}
