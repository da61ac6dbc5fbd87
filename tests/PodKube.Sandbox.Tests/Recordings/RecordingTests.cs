using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers;
using PodKube.Sandbox.Hosting;

namespace PodKube.Sandbox.Tests.Recordings;

/// <summary>Replays every recorded scenario of a real kube-apiserver and compares each answer.</summary>
public sealed class RecordingTests(ITestOutputHelper output)
{
    /// <summary>The recorded cluster had controllers, but neither scheduler nor kubelet, and leaves deleted namespaces alone for five seconds.</summary>
    private static readonly WorkloadOptions s_workloads = new()
    {
        Scheduler = false,
        Kubelet = false,
        NamespaceGrace = TimeSpan.FromSeconds(5),
    };

    public static TheoryData<string> Scenarios => [.. Recording.Names];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Scenario_is_answered_as_recorded(string scenario)
    {
        var recording = Recording.Load(scenario);

        var options = new SandboxOptions { Nodes = 0, Workloads = s_workloads };
        await using var server = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var client = new ReplayClient(server);
        var report = new StringBuilder();
        int compared = 0, same = 0;
        foreach (var step in recording.Steps)
        {
            var answer = await client.PlayAsync(step, TestContext.Current.CancellationToken);
            if (step.IsSetup)
            {
                continue;
            }

            compared++;
            var differences = AnswerDifference.Between(KnownDifferences.Apply(scenario, step), answer);
            same += differences.Count == 0 ? 1 : 0;
            foreach (var line in differences)
            {
                report.AppendLine($"{scenario}/{step.Id}: {line}");
            }
        }

        output.WriteLine($"{scenario}: {same} of {compared} steps");
        Assert.True(report.Length == 0, $"{scenario}: {same} of {compared} steps as recorded\n{report}");
    }

    [Fact]
    public void Every_known_difference_changes_what_was_recorded()
    {
        foreach (var (scenario, id) in KnownDifferences.All)
        {
            var step = Assert.Single(Recording.Load(scenario).Steps, recorded => recorded.Id == id && !recorded.IsSetup);
            Assert.False(JsonNode.DeepEquals(step.AnswerBody, KnownDifferences.Apply(scenario, step).AnswerBody));
        }
    }
}
