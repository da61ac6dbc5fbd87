using PodKube.Client.Access;
using PodKube.Client.Errors;
using PodKube.Client.Requests;

namespace PodKube.Client.Tests.Access;

public sealed class ForbiddenAccessTests
{
    // message; method and path | user, verb, group, resource, subresource, namespace, name, path, missing right
    public static TheoryData<string, string, string, string> Cases => new()
    {
        {
            """pods is forbidden: User "system:serviceaccount:ns:default" cannot list resource "pods" in API group "" in the namespace "ns" """,
            "GET", "/api/v1/namespaces/ns/pods", "system:serviceaccount:ns:default|list||pods||ns|||True"
        },
        {
            """nodes is forbidden: User "u" cannot list resource "nodes" in API group "" at the cluster scope""",
            "GET", "/api/v1/nodes", "u|list||nodes|||||True"
        },
        {
            """pods "web" is forbidden: User "u" cannot get resource "pods/log" in API group "" in the namespace "ns" """,
            "GET", "/api/v1/namespaces/ns/pods/web/log", "u|get||pods|log|ns|web||True"
        },
        {
            """deployments.apps is forbidden: User "a&lt;b&gt;&amp;c" cannot create resource "deployments" in API group "apps" in the namespace "ns": no reason""",
            "POST", "/apis/apps/v1/namespaces/ns/deployments", "a<b>&c|create|apps|deployments||ns|||True"
        },
        {
            """forbidden: User "u" cannot get path "/metrics" """,
            "GET", "/metrics", "u|get||||||/metrics|True"
        },
        {
            """users "jane" is forbidden: User "u" cannot impersonate resource "users" in API group "" at the cluster scope""",
            "GET", "/api/v1/namespaces/ns/pods", "u|impersonate||users|||||True"
        },
        {
            """configmaps "late" is forbidden: unable to create new content in namespace x because it is being terminated""",
            "POST", "/api/v1/namespaces/x/configmaps", "|create||configmaps||x|||False"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_denial_is_taken_apart(string message, string method, string path, string expected)
    {
        RequestTarget target = KubeRequest.Raw(new HttpMethod(method), path).Target;
        KubeApiException e = new(target, new KubeStatus { Code = 403, Reason = "Forbidden", Message = message.Trim() });

        ForbiddenAccess f = e.Forbidden!;

        Assert.Equal(expected, string.Join('|', f.User, f.Verb, f.Group, f.Resource, f.Subresource, f.Namespace, f.Name, f.Path, f.IsMissingRight));
    }

    [Fact]
    public void Other_failures_are_no_denial() =>
        Assert.Null(new KubeApiException(KubeRequest.Raw(HttpMethod.Get, "/api").Target, new KubeStatus { Code = 404, Reason = "NotFound" }).Forbidden);
}
