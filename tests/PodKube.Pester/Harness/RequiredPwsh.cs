using System.Diagnostics;
using PodKube.Tour.Pwsh;

namespace PodKube.Pester.Harness;

/// <summary>The pwsh to test with.</summary>
internal static class RequiredPwsh
{
    private static readonly Version s_minimumPester = new(5, 0);
    private static readonly Lazy<Task<PwshSearch>> s_search = new(() =>
        new PwshLocator(Environment.GetEnvironmentVariable).FindAsync(CancellationToken.None)
    );

    /// <summary>Finds it. Where there is none, the test is skipped, or fails when one is required.</summary>
    public static async Task<PwshCommand> FindAsync()
    {
        var search = await s_search.Value;
        string? missing = search.Found switch
        {
            null => search.Reason,
            { PesterVersion: null } => $"{search.Found} has no Pester: Install-Module Pester -MinimumVersion {s_minimumPester}.",
            { PesterVersion: var pester } when pester < s_minimumPester =>
                $"{search.Found} has Pester {pester}, {s_minimumPester} is needed.",
            _ => null,
        };
        if (missing is null)
        {
            return search.Found!;
        }

        Assert.SkipWhen(Environment.GetEnvironmentVariable("PODKUBE_REQUIRE_PWSH") != "1", missing);
        Assert.Fail($"PODKUBE_REQUIRE_PWSH=1, but {missing}");
        throw new UnreachableException();
    }
}
