using System.Text;
using PodKube.Client.Requests;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Requests;

public sealed class ResourceRequestsTests
{
    [Fact]
    public void Paths_name_group_namespace_and_name()
    {
        Assert.Equal("/api/v1/namespaces/a/pods/web", ResourceRequests.Get(Clients.Pods, "a", "web").PathAndQuery);
        Assert.Equal("/api/v1/namespaces/a/pods/web/log", ResourceRequests.Get(Clients.Pods, "a", "web", "log").PathAndQuery);
        Assert.Equal("/api/v1/nodes/n1", ResourceRequests.Get(Clients.Nodes, "ignored", "n1").PathAndQuery);
        Assert.Equal("/apis/apps/v1/deployments?limit=500", ResourceRequests.List(Clients.Deployments, new ListOptions()).PathAndQuery);
        Assert.Equal("/api/v1/nodes", ResourceRequests.List(Clients.Nodes, new ListOptions { Namespace = "ignored", ChunkSize = 0 }).PathAndQuery);
    }

    [Fact]
    public void Targets_say_the_same_as_reading_the_path()
    {
        KubeRequest[] requests =
        [
            ResourceRequests.Get(Clients.Pods, "a", "web", "log"),
            ResourceRequests.List(Clients.Deployments, new ListOptions { Namespace = "b" }),
            ResourceRequests.Create(Clients.Deployments, "a", "{}"u8.ToArray()),
            ResourceRequests.Delete(Clients.Nodes, null, "n1"),
        ];

        Assert.All(requests, r => Assert.Equal(KubeRequest.Raw(r.Method, r.PathAndQuery).Target, r.Target));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData(" ")]
    [InlineData("")]
    public void Names_that_would_lead_elsewhere_are_refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => ResourceRequests.Delete(Clients.Pods, "a", name));

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData(null)]
    public void Namespaces_that_would_lead_elsewhere_are_refused(string? name) =>
        Assert.ThrowsAny<ArgumentException>(() => ResourceRequests.Get(Clients.Pods, name, "web"));

    [Fact]
    public void Other_characters_are_escaped() =>
        Assert.Equal("/api/v1/namespaces/a/pods/system%3Ax%3Fy%23z", ResourceRequests.Get(Clients.Pods, "a", "system:x?y#z").PathAndQuery);

    [Fact]
    public void A_delete_says_how_in_its_body()
    {
        KubeRequest request = ResourceRequests.Delete(
            Clients.Pods, "a", "web", new DeleteOptions { PropagationPolicy = "Foreground", GracePeriodSeconds = 0, Uid = "u", ResourceVersion = "7", DryRun = true });

        Assert.Equal(
            """{"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":0,"propagationPolicy":"Foreground","preconditions":{"uid":"u","resourceVersion":"7"},"dryRun":["All"]}""",
            Encoding.UTF8.GetString(request.Body!.Value.Span));
        Assert.Null(ResourceRequests.Delete(Clients.Pods, "a", "web").Body);
    }

    [Fact]
    public void A_create_says_how_in_its_query() => Assert.Equal(
        "/api/v1/namespaces/a/pods?dryRun=All&fieldManager=me&fieldValidation=Strict",
        ResourceRequests.Create(Clients.Pods, "a", "{}"u8.ToArray(), new CreateOptions { DryRun = true, FieldManager = "me", FieldValidation = "Strict" }).PathAndQuery);

    [Fact]
    public void Only_what_does_no_harm_twice_is_repeat_safe()
    {
        Assert.True(ResourceRequests.Get(Clients.Pods, "a", "web").IsRepeatSafe);
        Assert.False(ResourceRequests.Create(Clients.Pods, "a", "{}"u8.ToArray()).IsRepeatSafe);
        Assert.False(ResourceRequests.Delete(Clients.Pods, "a", "web").IsRepeatSafe);
        Assert.True(ResourceRequests.Delete(Clients.Pods, "a", "web", new DeleteOptions { Uid = "u" }).IsRepeatSafe);
    }
}
