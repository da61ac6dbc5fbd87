using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Tests.Server;

/// <summary>k8s.io/apiserver/pkg/endpoints/request/requestinfo.go says what authorization hears of a request.</summary>
public sealed class RequestInfoTests
{
    private const string Pods = "/api/v1/namespaces/demo/pods";

    [Theory]
    [InlineData("GET", Pods, false, null, "list", "")]
    [InlineData("GET", Pods, true, null, "watch", "")]
    [InlineData("GET", Pods, false, "metadata.name=web", "list", "web")]
    [InlineData("GET", Pods, true, "metadata.name==web", "watch", "web")]
    [InlineData("GET", Pods, false, "status.phase=Running,metadata.name=web", "list", "web")]
    [InlineData("GET", Pods, false, "metadata.name!=web", "list", "")]
    [InlineData("GET", Pods, false, "metadata.name=../secrets", "list", "")]
    [InlineData("DELETE", Pods, false, "metadata.name=web", "deletecollection", "")]
    [InlineData("DELETE", Pods + "/web", false, null, "delete", "web")]
    [InlineData("GET", Pods + "/web", true, null, "get", "web")]
    [InlineData("GET", Pods + "/web/log", true, null, "get", "web")]
    [InlineData("GET", "/api/v1/watch/namespaces/demo/pods/web", false, null, "watch", "web")]
    [InlineData("POST", Pods, false, "metadata.name=web", "create", "")]
    public void Verb_and_name_are_read_off_path_and_query(string method, string path, bool watch, string? fields, string verb, string name)
    {
        var info = RequestInfo.Parse(method, path, watch, fields);

        Assert.Equal((verb, name, "pods", "demo"), (info.Verb, info.Name, info.Resource, info.Namespace));
    }
}
