using System.Text;
using PodKube.Sandbox.Controllers;
using PodKube.Sandbox.Hosting;

namespace PodKube.Sandbox.Tests.Recordings;

/// <summary>Replays every recorded scenario of a real kube-apiserver and compares each answer.</summary>
public sealed class RecordingTests(ITestOutputHelper output)
{
    /// <summary>
    /// The recorded cluster had controllers, but neither scheduler nor kubelet. Namespaces stay terminating: a cluster takes its time to empty them, and
    /// the next request of a recording finds them so.
    /// </summary>
    private static readonly WorkloadOptions s_workloads = new()
    {
        Scheduler = false,
        Kubelet = false,
        Disabled = new HashSet<string> { "namespace-controller" },
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
            if (step.IsSetup || LeftOutSteps.All.ContainsKey((scenario, step.Id)))
            {
                continue;
            }

            compared++;
            var differences = AnswerDifference.Between(step, answer);
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
    public void Every_step_left_out_is_a_recorded_step()
    {
        foreach (var (scenario, step) in LeftOutSteps.All.Keys)
        {
            Assert.Contains(Recording.Load(scenario).Steps, recorded => recorded.Id == step && !recorded.IsSetup);
        }
    }
}
