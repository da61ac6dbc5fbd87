using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>One entry of <c>metadata.ownerReferences</c>.</summary>
internal sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool IsController, bool BlocksDeletion)
{
    public static OwnerReference Read(JsonObject reference) => new(
        reference.Text("apiVersion") ?? "",
        reference.Text("kind") ?? "",
        reference.Text("name") ?? "",
        reference.Text("uid") ?? "",
        reference.Flag("controller"),
        reference.Flag("blockOwnerDeletion"));
}
