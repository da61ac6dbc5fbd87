using PodKube.Client.Requests;

namespace PodKube.Client.Tests.Requests;

public sealed class RequestTargetParserTests
{
    // method, path | verb, group, version, resource, subresource, namespace, name
    public static TheoryData<string, string, string> Cases => new()
    {
        { "GET", "/api/v1/pods", "list||v1|pods|||" },
        { "GET", "/api/v1/namespaces/a/pods?limit=5", "list||v1|pods||a|" },
        { "GET", "/api/v1/namespaces/a/pods?watch=true", "watch||v1|pods||a|" },
        { "GET", "/api/v1/watch/namespaces/a/pods", "watch||v1|pods||a|" },
        { "GET", "/api/v1/namespaces/a/pods?watch=true&fieldSelector=metadata.name%3Dweb", "watch||v1|pods||a|web" },
        { "GET", "/api/v1/pods?fieldSelector=spec.nodeName%3Dn%2Cmetadata.name%3D%3Dweb", "list||v1|pods|||web" },
        { "GET", "/api/v1/pods?fieldSelector=metadata.name!%3Dweb", "list||v1|pods|||" },
        { "GET", "/api/v1/pods?fieldSelector=metadata.name%3Da%5C%2Cb", "list||v1|pods|||a,b" },
        { "GET", "/api/v1/pods?fieldSelector=metadata.name%3Da/b", "list||v1|pods|||" },
        { "DELETE", "/api/v1/namespaces/a/pods?fieldSelector=metadata.name%3Dweb", "deletecollection||v1|pods||a|" },
        { "GET", "/api/v1/namespaces/a/pods/web?watch=true", "get||v1|pods||a|web" },
        { "GET", "/api/v1/namespaces/a/pods/web", "get||v1|pods||a|web" },
        { "GET", "/api/v1/namespaces/a/pods/web/log", "get||v1|pods|log|a|web" },
        { "POST", "/api/v1/namespaces/a/serviceaccounts/r/token", "create||v1|serviceaccounts|token|a|r" },
        { "POST", "/apis/apps/v1/namespaces/a/deployments", "create|apps|v1|deployments||a|" },
        { "PUT", "/apis/apps/v1/namespaces/a/deployments/w/scale", "update|apps|v1|deployments|scale|a|w" },
        { "PATCH", "/apis/apps/v1/namespaces/a/deployments/w", "patch|apps|v1|deployments||a|w" },
        { "DELETE", "/apis/apps/v1/namespaces/a/deployments/w", "delete|apps|v1|deployments||a|w" },
        { "DELETE", "/apis/apps/v1/namespaces/a/deployments", "deletecollection|apps|v1|deployments||a|" },
        { "GET", "/api/v1/namespaces", "list||v1|namespaces|||" },
        { "GET", "/api/v1/namespaces/a", "get||v1|namespaces||a|a" },
        { "PUT", "/api/v1/namespaces/a/finalize", "update||v1|namespaces|finalize|a|a" },
        { "GET", "/api/v1/nodes/n", "get||v1|nodes|||n" },
        { "GET", "/healthz", "get|||||" + "|" },
        { "POST", "/apis", "post|||||" + "|" },
        { "GET", "/apis/apps/v1", "get|||||" + "|" },
        { "GET", "/api/v1/namespaces/a%20b/pods", "list||v1|pods||a b|" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_path_is_read_as_the_server_reads_it(string method, string path, string expected)
    {
        RequestTarget target = KubeRequest.Raw(new HttpMethod(method), path).Target;

        Assert.Equal(expected, string.Join('|', target.Verb, target.Group, target.Version, target.Resource, target.Subresource, target.Namespace, target.Name));
        Assert.Equal(path.Split('?')[0], target.Path);
    }

    [Theory]
    [InlineData("api")]
    [InlineData("//evil.example.com/api")]
    [InlineData("https://evil.example.com/api")]
    [InlineData("")]
    public void What_is_no_path_on_the_server_is_refused(string path) => Assert.ThrowsAny<ArgumentException>(() => KubeRequest.Raw(HttpMethod.Get, path));
}
