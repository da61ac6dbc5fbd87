using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Client.Errors;
using PodKube.Client.Manifests;
using PodKube.Client.Patches;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Writes;
using PodKube.Client.Yaml;

namespace PodKube.Client.Publishing;

/// <summary>Applies one object, and knows how it was before.</summary>
internal sealed class ObjectApplication(KubeClient client, PublishOptions options)
{
    // How often an object is read again because somebody wrote meanwhile; the last time it is applied to whatever is there.
    private const int MostTries = 5;

    // What an apply must not carry: the server refuses managed fields, and takes a version or uid for a precondition.
    private const ServerFields NotApplied = ServerFields.ManagedFields | ServerFields.ResourceVersion | ServerFields.Identity | ServerFields.Status;

    /// <summary>Whether the exception is one object's failure and not the end of everything.</summary>
    internal static bool IsFailure(Exception exception) => exception is KubeException or ArgumentException or JsonException;

    /// <summary>The object as a person would write it: without what the server alone sets.</summary>
    internal static byte[] Strip(KubeObject item) => ServerFieldRemover.Remove(item.ToUtf8Json(), NotApplied);

    internal string? PlaceOf(ApiResource resource, KubeObject manifest) =>
        resource.Namespaced ? (manifest.Namespace is { Length: > 0 } own ? own : options.Namespace) : null;

    internal async Task<PublishResult> PublishAsync(ApiResource resource, KubeObject manifest, CancellationToken cancellationToken)
    {
        string? place = PlaceOf(resource, manifest);
        PublishResult result = new(manifest, resource, place);
        try
        {
            (KubeObject? before, AppliedObject after) = await ApplyAsync(resource, place, manifest, options.DryRun, cancellationToken).ConfigureAwait(false);
            return result with { Result = after.Item, Action = ActionOf(before, after) };
        }
        catch (Exception e) when (IsFailure(e))
        {
            return result with { Failure = e };
        }
    }

    internal async Task<ComparedObject> CompareAsync(ApiResource resource, KubeObject manifest, CancellationToken cancellationToken)
    {
        string? place = PlaceOf(resource, manifest);
        ComparedObject result = new(manifest, resource, place);
        try
        {
            (KubeObject? before, AppliedObject after) = await ApplyAsync(resource, place, manifest, dryRun: true, cancellationToken).ConfigureAwait(false);
            byte[] stripped = Strip(after.Item);
            return before is null ? result with { After = stripped } : Compare(result, Strip(before), stripped);
        }
        catch (KubeApiException e) when (e.IsNotFound && place is not null && e.Status.Name == place)
        {
            // Its namespace is not there yet: nothing but the manifest itself can be said.
            return result with { After = Strip(manifest) };
        }
        catch (Exception e) when (IsFailure(e))
        {
            return result with { Failure = e };
        }
    }

    private static ComparedObject Compare(ComparedObject result, byte[] before, byte[] after) =>
        result with { Before = before, After = after, Changes = ObjectDiff.Compare(before, after) };

    // Not by the version: a dry run makes none, and taking note of one more owner makes one though nothing changes.
    private static PublishAction ActionOf(KubeObject? before, AppliedObject after)
    {
        if (after.IsCreated || before is null)
        {
            return PublishAction.Created;
        }

        return ObjectDiff.Compare(Strip(before), Strip(after.Item)).Count == 0 ? PublishAction.Unchanged : PublishAction.Configured;
    }

    private async Task<(KubeObject? Before, AppliedObject After)> ApplyAsync(
        ApiResource resource, string? place, KubeObject manifest, bool dryRun, CancellationToken cancellationToken)
    {
        if (manifest.Name.Length == 0)
        {
            throw new ArgumentException($"A {manifest.Kind} without metadata.name cannot be applied; New-KubeResource creates objects whose name the server makes.");
        }

        byte[] body = Strip(manifest);
        ApplyOptions apply = new() { FieldManager = options.FieldManager, Force = options.Force, DryRun = dryRun, FieldValidation = options.FieldValidation };
        for (int attempt = 1; ; attempt++)
        {
            KubeObject? before = await client.FindAsync(resource, place, manifest.Name, cancellationToken).ConfigureAwait(false);
            bool isBound = before is not null && attempt < MostTries;
            byte[] sent = isBound ? WithVersion(body, before!.ResourceVersion) : body;
            try
            {
                AppliedObject after = await client.ApplyAsync(resource, place, manifest.Name, sent, apply, cancellationToken: cancellationToken).ConfigureAwait(false);
                return (before, after);
            }
            catch (KubeApiException e) when (isBound && e.IsConflict && !e.Status.Causes.Any(static c => c.Reason == "FieldManagerConflict"))
            {
                // Somebody, mostly a controller, wrote between the two requests: what it wrote must not be taken for ours.
            }
        }
    }

    private static byte[] WithVersion(byte[] json, string version)
    {
        JsonObject item = JsonNode.Parse(json, documentOptions: new() { MaxDepth = YamlComposer.MaxDepth })!.AsObject();
        item["metadata"]!["resourceVersion"] = version;
        return Encoding.UTF8.GetBytes(item.ToJsonString(new JsonSerializerOptions { MaxDepth = YamlComposer.MaxDepth }));
    }
}
