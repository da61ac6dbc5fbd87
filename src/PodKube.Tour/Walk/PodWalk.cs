using PodKube.Client;
using PodKube.Client.Access;
using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Watch;

namespace PodKube.Tour.Walk;

/// <summary>The main job, step by step, through PodKube.Client: what docs/examples/tour.ps1 does with the cmdlets, its role being written here and measured there.</summary>
/// <param name="pod">The pod's own service account.</param>
/// <param name="admin">The cluster's administrator, who grants.</param>
internal sealed class PodWalk(KubeClient pod, KubeClient admin)
{
    private readonly string _namespace = pod.Config.Namespace;
    private Identity? _identity;
    private ForbiddenAccess? _missing;
    private ApiResource? _deployments;
    private ApiResource? _pods;
    private IReadOnlyList<KubeObject> _made = [];

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
        _pods = await pod.Discovery.ResolveAsync("pods", cancellationToken).ConfigureAwait(false);
        try
        {
            await ListAllPodsAsync(cancellationToken).ConfigureAwait(false);
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
        var answer = await pod.Access.AskAsync(question, cancellationToken).ConfigureAwait(false);
        Expect(answer.Allowed, $"The grant does not hold: {answer.Reason}");
        return $"Role and RoleBinding '{TourObjects.Name}' in namespace '{_namespace}'";
    }

    private async Task<string> ListPodsAsync(CancellationToken cancellationToken)
    {
        var items = await ListAllPodsAsync(cancellationToken).ConfigureAwait(false);
        return $"{items.Count} pods in namespace '{_namespace}'";
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
        var ready = WaitCondition.JsonPath("{.status.readyReplicas}", $"{TourObjects.Replicas}");
        await pod.WaitAsync(_deployments!, _namespace, TourObjects.Deployment, ready, null, cancellationToken).ConfigureAwait(false);
        return $"{TourObjects.Replicas} of {TourObjects.Replicas} ready";
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var deployment = await pod.GetAsync(_deployments!, _namespace, TourObjects.Deployment, cancellationToken).ConfigureAwait(false);
        var lines = new List<string> { $"{deployment}: {Json.Text(deployment, "status", "readyReplicas")} ready" };
        _made = await ListAllPodsAsync(cancellationToken).ConfigureAwait(false);
        lines.AddRange(_made.Select(item => $"{item}: {Json.Text(item, "status", "phase")} on {Json.Text(item, "spec", "nodeName")}"));
        Expect(_made.Count == TourObjects.Replicas, $"Expected {TourObjects.Replicas} pods, found {_made.Count}.");
        return string.Join('\n', lines);
    }

    private async Task<string> DeleteAsync(CancellationToken cancellationToken)
    {
        await pod.DeleteAsync(_deployments!, _namespace, TourObjects.Deployment, null, cancellationToken).ConfigureAwait(false);
        var gone = WaitCondition.Deleted();
        await pod.WaitAsync(_deployments!, _namespace, TourObjects.Deployment, gone, null, cancellationToken).ConfigureAwait(false);
        foreach (var item in _made)
        {
            gone = WaitCondition.Deleted(item.Uid);
            await pod.WaitAsync(_pods!, _namespace, item.Name, gone, null, cancellationToken).ConfigureAwait(false);
        }

        return "the deployment and its pods are gone";
    }

    private async Task<IReadOnlyList<KubeObject>> ListAllPodsAsync(CancellationToken cancellationToken)
    {
        var items = new List<KubeObject>();
        var options = new ListOptions { Namespace = _namespace };
        await foreach (var item in pod.ListAsync(_pods!, options, cancellationToken).ConfigureAwait(false))
        {
            items.Add(item);
        }

        return items;
    }

    private static void Expect(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new TourFailedException(otherwise);
        }
    }
}
