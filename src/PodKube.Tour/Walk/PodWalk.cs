using PodKube.Client;
using PodKube.Client.Access;
using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Resources;

namespace PodKube.Tour.Walk;

/// <summary>The main job, step by step, through PodKube.Client: what docs/examples/tour.ps1 does with the cmdlets.</summary>
/// <param name="pod">The pod's own service account.</param>
/// <param name="admin">The cluster's administrator, who grants.</param>
/// <param name="clock">What bounds the waits.</param>
internal sealed class PodWalk(KubeClient pod, KubeClient admin, TimeProvider clock)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly string _namespace = pod.Config.Namespace;
    private Identity? _identity;
    private ForbiddenAccess? _missing;
    private ApiResource? _deployments;

    public IEnumerable<TourStep> Steps() =>
        [
            new("Who am I?", WhoAmIAsync),
            new("List the pods: nobody has granted that yet", ListForbiddenAsync),
            new("Grant it, as the cluster's administrator", GrantAsync),
            new("List the pods again", ListPodsAsync),
            new($"Create a deployment of {TourObjects.Replicas} pods", CreateAsync),
            new("Wait until it is ready", WaitUntilReadyAsync),
            new("Read it and its pods", ReadAsync),
            new("Delete it", DeleteAsync),
        ];

    private async Task<string> WhoAmIAsync(CancellationToken cancellationToken)
    {
        _identity = await pod.Access.WhoAmIAsync(cancellationToken).ConfigureAwait(false);
        Expect(_identity.IsConfirmed, "The server did not say who we are.");
        Expect(_identity.ServiceAccountName == "default", $"Expected the default service account, but we are {_identity.User}.");
        return $"{_identity.User}, at {pod.Config.Server}";
    }

    private async Task<string> ListForbiddenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ListNamesAsync("pods", cancellationToken).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.Forbidden is { IsMissingRight: true } missing)
        {
            _missing = missing;
            return $"403 {e.Message}\nWhat would fix it: a Role in '{missing.Namespace}' that allows '{missing.Verb}' on '{missing.Resource}'.";
        }

        throw new TourFailedException("The pods were listed, though nobody granted that.");
    }

    private async Task<string> GrantAsync(CancellationToken cancellationToken)
    {
        var roles = await admin.Discovery.ResolveAsync("roles", cancellationToken).ConfigureAwait(false);
        var bindings = await admin.Discovery.ResolveAsync("rolebindings", cancellationToken).ConfigureAwait(false);
        byte[] role = TourObjects.Role(_missing!);
        byte[] binding = TourObjects.RoleBinding(_identity!);
        await admin.CreateAsync(roles, _namespace, role, null, cancellationToken).ConfigureAwait(false);
        await admin.CreateAsync(bindings, _namespace, binding, null, cancellationToken).ConfigureAwait(false);

        var question = new AccessQuestion
        {
            Verb = "list",
            Resource = "pods",
            Namespace = _namespace,
        };
        await UntilAsync(
                "the grant holds",
                async () => (await pod.Access.AskAsync(question, cancellationToken).ConfigureAwait(false)).Allowed,
                cancellationToken
            )
            .ConfigureAwait(false);
        return $"Role and RoleBinding '{TourObjects.Name}' in namespace '{_namespace}'";
    }

    private async Task<string> ListPodsAsync(CancellationToken cancellationToken)
    {
        var names = await ListNamesAsync("pods", cancellationToken).ConfigureAwait(false);
        return $"{names.Count} pods in namespace '{_namespace}'";
    }

    private async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        _deployments = await pod.Discovery.ResolveAsync("deploy", cancellationToken).ConfigureAwait(false);
        var created = await pod.CreateAsync(_deployments, _namespace, TourObjects.WebDeployment(), null, cancellationToken)
            .ConfigureAwait(false);
        Expect(created is { Name: TourObjects.Deployment, Uid.Length: > 0 }, "The server did not keep the deployment.");
        return $"{created}, image {TourObjects.Image}";
    }

    private async Task<string> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        await UntilAsync(
                "the deployment is ready",
                async () =>
                    TourObjects.ReadyReplicas(await GetDeploymentAsync(cancellationToken).ConfigureAwait(false)) == TourObjects.Replicas,
                cancellationToken
            )
            .ConfigureAwait(false);
        return $"{TourObjects.Replicas} of {TourObjects.Replicas} ready";
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var deployment = await GetDeploymentAsync(cancellationToken).ConfigureAwait(false);
        var lines = new List<string> { $"{deployment}: {TourObjects.ReadyReplicas(deployment)} ready" };
        var pods = await pod.Discovery.ResolveAsync("pods", cancellationToken).ConfigureAwait(false);
        await foreach (var item in ListAsync(pods, cancellationToken).ConfigureAwait(false))
        {
            lines.Add($"{item}: {Json.Text(item, "status", "phase")} on {Json.Text(item, "spec", "nodeName")}");
        }

        Expect(lines.Count == 1 + TourObjects.Replicas, $"Expected {TourObjects.Replicas} pods, found {lines.Count - 1}.");
        return string.Join('\n', lines);
    }

    private async Task<string> DeleteAsync(CancellationToken cancellationToken)
    {
        await pod.DeleteAsync(_deployments!, _namespace, TourObjects.Deployment, null, cancellationToken).ConfigureAwait(false);
        await UntilAsync(
                "the deployment and its pods are gone",
                async () =>
                    await pod.FindAsync(_deployments!, _namespace, TourObjects.Deployment, cancellationToken).ConfigureAwait(false) is null
                    && (await ListNamesAsync("pods", cancellationToken).ConfigureAwait(false)).Count == 0,
                cancellationToken
            )
            .ConfigureAwait(false);
        return "the deployment and its pods are gone";
    }

    private Task<KubeObject> GetDeploymentAsync(CancellationToken cancellationToken) =>
        pod.GetAsync(_deployments!, _namespace, TourObjects.Deployment, cancellationToken);

    private IAsyncEnumerable<KubeObject> ListAsync(ApiResource resource, CancellationToken cancellationToken) =>
        pod.ListAsync(resource, new ListOptions { Namespace = _namespace }, cancellationToken);

    private async Task<IReadOnlyList<string>> ListNamesAsync(string kind, CancellationToken cancellationToken)
    {
        var resource = await pod.Discovery.ResolveAsync(kind, cancellationToken).ConfigureAwait(false);
        var names = new List<string>();
        await foreach (var item in ListAsync(resource, cancellationToken).ConfigureAwait(false))
        {
            names.Add(item.Name);
        }

        return names;
    }

    private async Task UntilAsync(string what, Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        while (!await holds().ConfigureAwait(false))
        {
            Expect(clock.GetElapsedTime(start) < s_patience, $"Waited {s_patience.TotalSeconds} s until {what}, in vain.");
            await Task.Delay(s_pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Expect(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new TourFailedException(otherwise);
        }
    }
}
