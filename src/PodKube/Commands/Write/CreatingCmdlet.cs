using System.Management.Automation;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that create objects: asks first, sends once, emits what the server made of it.</summary>
public abstract class CreatingCmdlet : SessionCmdlet
{
    /// <summary>Let the server go through everything and create nothing; what it would create is emitted.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>Creates one object; its failure is one error.</summary>
    /// <param name="resource">The kind.</param>
    /// <param name="place">The namespace; null for cluster-scoped kinds.</param>
    /// <param name="name">The name, for people.</param>
    /// <param name="body">The object as JSON. It is made only when it is going to be sent.</param>
    private protected void Create(ApiResource resource, string? place, string name, Func<byte[]> body)
    {
        KubeTarget target = new(resource.Kind, resource.Namespaced ? place : null, name);
        Try(target, () =>
        {
            byte[] json = body();
            if (MayCreate(target))
            {
                Send(resource, target.Namespace, json);
            }
        });
    }

    /// <summary>Asks whether to go on (<c>-WhatIf</c>, <c>-Confirm</c>).</summary>
    private protected bool MayCreate(KubeTarget target) => ShouldProcess(target.ToString(), DryRun ? "Create (dry run)" : "Create");

    /// <summary>Sends an object once and emits what the server made of it.</summary>
    private protected void Send(ApiResource resource, string? place, byte[] json)
    {
        // What people write is checked strictly: a misspelt field must not be dropped in silence.
        CreateOptions options = new() { DryRun = DryRun, FieldManager = "podkube", FieldValidation = "Strict" };
        WriteObject(KubeObjectFactory.Create(Await(stop => Client.CreateAsync(resource, place, json, options, stop))));
    }
}
