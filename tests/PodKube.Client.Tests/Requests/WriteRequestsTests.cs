using PodKube.Client.Requests;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Requests;

public sealed class WriteRequestsTests
{
    private static readonly byte[] s_body = "{}"u8.ToArray();

    [Fact]
    public void A_replacement_is_a_put_of_the_object() =>
        Assert.Equal(
            ("PUT", "/apis/apps/v1/namespaces/a/deployments/web?fieldManager=me&fieldValidation=Strict", "application/json", "update"),
            Tell(WriteRequests.Replace(Clients.Deployments, "a", "web", s_body, new ReplaceOptions { FieldManager = "me", FieldValidation = "Strict" })));

    [Theory]
    [InlineData(PatchType.Merge, "application/merge-patch+json")]
    [InlineData(PatchType.Json, "application/json-patch+json")]
    [InlineData(PatchType.Strategic, "application/strategic-merge-patch+json")]
    public void A_patch_says_its_kind_by_its_media_type(PatchType type, string mediaType) =>
        Assert.Equal(
            ("PATCH", "/api/v1/nodes/n1/status?dryRun=All", mediaType, "patch"),
            Tell(WriteRequests.Patch(Clients.Nodes, "ignored", "n1", type, s_body, new PatchOptions { DryRun = true }, "status")));

    [Fact]
    public void An_apply_is_a_patch_under_a_manager_and_takes_over_if_asked()
    {
        ApplyOptions options = new() { FieldManager = "me", Force = true };

        Assert.Equal(
            ("PATCH", "/api/v1/namespaces/a/pods/web?fieldManager=me&force=true", "application/apply-patch+yaml", "patch"),
            Tell(WriteRequests.Apply(Clients.Pods, "a", "web", s_body, options)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void An_apply_without_a_manager_is_refused(string? manager) =>
        Assert.Throws<ArgumentException>(() => WriteRequests.Apply(Clients.Pods, "a", "web", s_body, new ApplyOptions { FieldManager = manager }));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public void Names_that_would_lead_elsewhere_are_refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => WriteRequests.Replace(Clients.Pods, "a", name, s_body));

    [Fact]
    public void Only_an_apply_does_no_harm_twice()
    {
        Assert.True(WriteRequests.Apply(Clients.Pods, "a", "web", s_body, new ApplyOptions { FieldManager = "me" }).IsRepeatSafe);
        Assert.False(WriteRequests.Replace(Clients.Pods, "a", "web", s_body).IsRepeatSafe);
        Assert.False(WriteRequests.Patch(Clients.Pods, "a", "web", PatchType.Merge, s_body).IsRepeatSafe);
    }

    [Fact]
    public void Targets_say_the_same_as_reading_the_path()
    {
        KubeRequest request = WriteRequests.Patch(Clients.Deployments, "a", "web", PatchType.Merge, s_body, null, "scale");

        Assert.Equal(KubeRequest.Raw(request.Method, request.PathAndQuery).Target, request.Target);
    }

    private static (string Method, string Path, string ContentType, string Verb) Tell(KubeRequest request) =>
        (request.Method.Method, request.PathAndQuery, request.ContentType, request.Target.Verb);
}
