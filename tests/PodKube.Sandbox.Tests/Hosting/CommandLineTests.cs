using PodKube.Sandbox.Hosting;

namespace PodKube.Sandbox.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void Options_end_where_the_command_begins()
    {
        var line = CommandLine.Parse(["run", "--admin", "--namespace", "team-a", "kubectl", "get", "pods", "--namespace", "x"]);

        Assert.True(line.Administrator);
        Assert.Equal(["team-a"], line.Options.Namespaces);
        Assert.Equal(["kubectl", "get", "pods", "--namespace", "x"], line.Command);
    }

    [Fact]
    public void Two_dashes_end_the_options_too()
    {
        Assert.Equal(["--odd"], CommandLine.Parse(["run", "--", "--odd"]).Command);
    }

    [Fact]
    public void Values_may_follow_an_equals_sign_and_lists_may_repeat()
    {
        var options = CommandLine.Parse(["serve", "--port=8443", "--namespace=a", "-n", "b", "--node", "5", "--service-account=robot", "-f", "x.yaml"]).Options;

        Assert.Equal(8443, options.Port);
        Assert.Equal(["a", "b"], options.Namespaces);
        Assert.Equal("a", options.PodNamespace);
        Assert.Equal(5, options.Nodes);
        Assert.Equal("robot", options.ServiceAccount);
        Assert.Equal(["x.yaml"], options.Manifests);
    }

    [Theory]
    [InlineData("a command is missing")]
    [InlineData("unknown command 'fly'", "fly")]
    [InlineData("run needs a command to run", "run", "--admin")]
    [InlineData("unknown option --wrong", "serve", "--wrong", "x")]
    [InlineData("option --port needs a value", "serve", "--port")]
    [InlineData("option --port takes a number from 0 to 65535, not '70000'", "serve", "--port", "70000")]
    [InlineData("unexpected argument 'more'", "serve", "more")]
    public void Mistakes_are_named(string expected, params string[] arguments)
    {
        Assert.Equal(expected, Assert.Throws<UsageException>(() => CommandLine.Parse(arguments)).Message);
    }

    [Fact]
    public void Help_can_be_asked_for_anywhere()
    {
        Assert.Equal(SandboxVerb.Help, CommandLine.Parse(["run", "--help"]).Verb);
        Assert.Equal(SandboxVerb.Help, CommandLine.Parse(["-h"]).Verb);
    }
}
