using System.Text.RegularExpressions;

namespace PodKube.Sandbox.Tests.Kubectl;

/// <summary>What people do with kubectl beside creating things: each verb once, with what it is to show.</summary>
public sealed partial class KubectlVerbTests(KubectlFixture kubectl) : IClassFixture<KubectlFixture>
{
    private const string Prefix = "--annotations=sandbox.podkube.dev/";

    [Fact]
    public async Task Edited_object_is_changed()
    {
        await kubectl.RunAsync("create configmap edited --from-literal=a=1");
        var editor = kubectl.WriteEditor("editor.sh", "s/a: \"1\"/a: \"2\"/");

        Assert.Equal("configmap/edited edited", await kubectl.RunAsync("edit configmap edited", editor));
        Assert.Equal("{\"a\":\"2\"}", await kubectl.RunAsync("get configmap edited -o jsonpath={.data}"));
    }

    [Fact]
    public async Task Log_is_followed_until_the_container_ends()
    {
        await kubectl.RunAsync($"run talker --image=busybox --restart=Never {Prefix}log-line=line-{{n}} {Prefix}log-every=0.05 {Prefix}log-count=5 {Prefix}run-seconds=1");
        // Not for Ready: the container runs for a second, and may have ended before kubectl looks.
        await kubectl.RunAsync("wait pod/talker --for=jsonpath={.status.podIP} --timeout=300s");

        Assert.Equal(["line-1", "line-2", "line-3", "line-4", "line-5"], (await kubectl.RunAsync("logs -f talker")).Split('\n'));
        Assert.Equal("line-5", await kubectl.RunAsync("logs talker --tail=1"));
    }

    [Fact]
    public async Task Attach_shows_what_the_container_writes()
    {
        await kubectl.RunAsync($"run attached --image=busybox {Prefix}log-line=tick-{{n}} {Prefix}log-every=0.1");
        await kubectl.RunAsync("wait pod/attached --for=condition=Ready --timeout=300s");
        var seen = new List<string>();

        await kubectl.RunUntilAsync("attach attached", line =>
        {
            seen.Add(line);
            return Task.FromResult(seen.Count(text => text.StartsWith("tick-", StringComparison.Ordinal)) == 3);
        });
    }

    [Fact]
    public async Task Forwarded_port_reaches_the_pod()
    {
        await kubectl.RunAsync("run forwarded --image=nginx --port=80");
        await kubectl.RunAsync("wait pod/forwarded --for=condition=Ready --timeout=300s");
        using var client = new HttpClient();

        await kubectl.RunUntilAsync("port-forward pod/forwarded :80", async line =>
        {
            if (Forwarding().Match(line) is not { Success: true } match)
            {
                return false;
            }

            var answer = await client.GetStringAsync(new Uri($"http://127.0.0.1:{match.Groups[1].Value}/"), TestContext.Current.CancellationToken);
            Assert.Equal("Hello from forwarded\n", answer);
            return true;
        });
    }

    [Fact]
    public async Task Files_are_copied_to_a_pod_and_back()
    {
        await kubectl.RunAsync("run twice --image=nginx");
        await kubectl.RunAsync("wait pod/twice --for=condition=Ready --timeout=300s");
        var there = kubectl.Write("there", "content");
        await kubectl.RunAsync($"cp {there} twice:/tmp/copy");
        await kubectl.RunAsync($"cp twice:/tmp/copy {there}.back");

        Assert.Equal("content", await File.ReadAllTextAsync(there + ".back", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Difference_is_shown_and_applied()
    {
        var file = kubectl.Write("apply.yaml", "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: applied}, data: {k: old}}");
        Assert.Equal("configmap/applied created", await kubectl.RunAsync($"apply -f {file}"));
        Assert.Equal("", await kubectl.RunAsync($"diff -f {file}"));
        kubectl.Write("apply.yaml", "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: applied}, data: {k: new}}");

        var (exitCode, difference) = await kubectl.TryRunAsync($"diff -f {file}");

        Assert.Equal(1, exitCode);
        Assert.Contains("-  k: old", difference, StringComparison.Ordinal);
        Assert.Contains("+  k: new", difference, StringComparison.Ordinal);
        Assert.Equal("configmap/applied configured", await kubectl.RunAsync($"apply -f {file}"));
        Assert.Equal("configmap/applied serverside-applied", await kubectl.RunAsync($"apply --server-side -f {file}"));
        Assert.Equal("", await kubectl.RunAsync($"diff -f {file}"));
    }

    [Fact]
    public async Task Rollout_is_restarted_paused_resumed_and_told()
    {
        await kubectl.RunAsync("create deployment rolled --image=nginx:1 --replicas=2");
        Assert.Equal("deployment.apps/rolled restarted", await kubectl.RunAsync("rollout restart deployment/rolled"));
        Assert.EndsWith("successfully rolled out", await kubectl.RunAsync("rollout status deployment/rolled --timeout=300s"), StringComparison.Ordinal);
        Assert.Equal("deployment.apps/rolled paused", await kubectl.RunAsync("rollout pause deployment/rolled"));
        await kubectl.RunAsync("set image deployment/rolled nginx=nginx:2");
        Assert.Equal("deployment.apps/rolled resumed", await kubectl.RunAsync("rollout resume deployment/rolled"));
        await kubectl.RunAsync("rollout status deployment/rolled --timeout=300s");

        var history = await kubectl.RunAsync("rollout history deployment/rolled");

        Assert.Equal(["1", "2", "3"], history.Split('\n').Skip(2).Select(line => line.Split(' ')[0]));
        Assert.Contains("nginx:1", await kubectl.RunAsync("rollout history deployment/rolled --revision=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dependents_go_or_stay_as_the_deletion_says()
    {
        await kubectl.RunAsync("create deployment kept --image=nginx");
        await kubectl.RunAsync("create deployment gone --image=nginx");
        await kubectl.RunAsync("rollout status deployment/kept --timeout=300s");
        await kubectl.RunAsync("delete deployment kept --cascade=orphan --timeout=300s");
        await kubectl.RunAsync("delete deployment gone --cascade=foreground --timeout=300s");

        Assert.Equal("kept", await kubectl.RunAsync("get replicasets -l app=kept -o jsonpath={.items[*].metadata.labels.app}"));
        Assert.Equal("", await kubectl.RunAsync("get replicasets,pods -l app=gone -o name"));
    }

    [Fact]
    public async Task Wait_ends_with_the_condition_the_value_or_the_deletion()
    {
        await kubectl.RunAsync("run awaited --image=nginx");
        Assert.Equal("pod/awaited condition met", await kubectl.RunAsync("wait pod/awaited --for=condition=Ready --timeout=300s"));
        Assert.Equal("pod/awaited condition met", await kubectl.RunAsync("wait pod/awaited --for=jsonpath={.status.phase}=Running --timeout=300s"));
        await kubectl.RunAsync("delete pod awaited --wait=false");
        await kubectl.RunAsync("wait pod/awaited --for=delete --timeout=300s");

        Assert.Contains("not found", (await kubectl.TryRunAsync("get pod awaited")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain deployment.spec.strategy.rollingUpdate", "FIELD: rollingUpdate <RollingUpdateDeployment>")]
    [InlineData("explain deployment.spec.strategy --output=plaintext-openapiv2", "rollingUpdate\t<Object>")]
    [InlineData("api-resources --api-group=apps", "deployments           deploy       apps/v1      true         Deployment")]
    [InlineData("api-versions", "apps/v1")]
    [InlineData("auth can-i --list", "*.*")]
    [InlineData("auth whoami", "kubernetes-admin")]
    [InlineData("cluster-info", "Kubernetes control plane")]
    [InlineData("describe node node-0", "Ready            True")]
    [InlineData("events -A", "ScalingReplicaSet")]
    [InlineData("get --raw /readyz", "ok")]
    [InlineData("get events -A", "Deployment")]
    [InlineData("get nodes -o wide", "INTERNAL-IP")]
    [InlineData("get all -A", "deployment.apps/coredns")]
    [InlineData("version", "Server Version: v1.36")]
    public async Task Reading_verb_shows(string commandLine, string text) =>
        Assert.Contains(text, await kubectl.RunAsync(commandLine), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("top nodes", "Metrics API not available")]
    [InlineData("get nothing", "the server doesn't have a resource type \"nothing\"")]
    [InlineData("get pod missing", "pods \"missing\" not found")]
    [InlineData("auth can-i get pods --as=nobody", "no")]
    public async Task Failure_is_told(string commandLine, string text)
    {
        var (exitCode, output) = await kubectl.TryRunAsync(commandLine);

        Assert.Equal(1, exitCode);
        Assert.Contains(text, output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^Forwarding from 127\.0\.0\.1:(\d+) -> 80$")]
    private static partial Regex Forwarding();
}
