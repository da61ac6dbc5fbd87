using PodKube.Tour.Pwsh;

namespace PodKube.Pester;

public sealed class PwshLocatorTests
{
    [Fact]
    public void A_chosen_pwsh_is_the_only_candidate()
    {
        var locator = new PwshLocator(name => name == "PODKUBE_PWSH" ? "/opt/other/pwsh" : null);

        var candidate = Assert.Single(locator.Candidates());
        Assert.Equal("/opt/other/pwsh", candidate.FileName);
    }

    [Fact]
    public void PATH_comes_first_then_the_tools_of_the_user_then_those_of_the_repository()
    {
        var locator = new PwshLocator(name => name is "HOME" or "USERPROFILE" ? "/home/someone" : null);

        var candidates = locator.Candidates().ToList();

        Assert.Equal(3, candidates.Count);
        Assert.Equal("pwsh", candidates[0].FileName);
        Assert.StartsWith(Path.Combine("/home/someone", ".dotnet", "tools", "pwsh"), candidates[1].FileName, StringComparison.Ordinal);
        Assert.Equal(["tool", "run", "pwsh", "--"], candidates[2].Prefix);
    }

    [Fact]
    public async Task What_was_tried_is_told_when_nothing_is_found()
    {
        var search = await new PwshLocator(name => name == "PODKUBE_PWSH" ? "/nowhere/pwsh" : null).FindAsync(
            TestContext.Current.CancellationToken
        );

        Assert.Null(search.Found);
        Assert.Equal("pwsh 7.4 or newer was not found: PODKUBE_PWSH '/nowhere/pwsh': not there.", search.Reason);
    }
}
