using PodKube.Pester.Harness;

namespace PodKube.Cluster;

/// <summary>The Pester files of this folder against the cluster that KUBECONFIG names, only when asked for.</summary>
public sealed class ClusterPesterTests
{
    private const string Switch = "PODKUBE_CLUSTER";

    [Theory]
    [MemberData(nameof(PesterFiles.InLane), 0, 1, MemberType = typeof(PesterFiles))]
    public async Task Every_test_of_the_file_passes_on_a_real_cluster(string file)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable(Switch) == "1",
            $"Opt-in: {Switch}=1 runs it, with its own namespaces, on the cluster that KUBECONFIG names."
        );
        await using var lane = new PesterLane(ClusterAccess.FromCaller);
        await lane.AssertPassesAsync(file);
    }
}
