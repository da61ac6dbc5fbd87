using System.Net;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Access;

public sealed class AccessOverHttpTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";

    private readonly HttpClient _admin = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);

    public void Dispose() => _admin.Dispose();

    [Fact]
    public async Task Nobody_grants_what_he_does_not_have()
    {
        using var robot = await NewAccountAsync("escalation", """{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles"],"verbs":["create"]}""");

        using var response = await robot.PostJsonAsync(
            $"{Rbac}/namespaces/escalation/roles",
            """{"metadata":{"name":"more"},"rules":[{"apiGroups":[""],"resources":["secrets"],"verbs":["get","list"]}]}""");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(
            "roles.rbac.authorization.k8s.io \"more\" is forbidden: user \"system:serviceaccount:escalation:robot\" "
            + "(groups=[\"system:serviceaccounts\" \"system:serviceaccounts:escalation\" \"system:authenticated\"]) "
            + "is attempting to grant RBAC permissions not currently held:\n{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\" \"list\"]}",
            (string)(await response.ReadJsonAsync())["message"]!);
    }

    [Fact]
    public async Task Verb_bind_lets_grant_that_one_role()
    {
        using var robot = await NewAccountAsync(
            "binder",
            """{"apiGroups":["rbac.authorization.k8s.io"],"resources":["rolebindings"],"verbs":["create"]}""",
            """{"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles"],"verbs":["bind"],"resourceNames":["view"]}""");

        using var view = await BindAsync(robot, "view");
        using var edit = await BindAsync(robot, "edit");

        Assert.Equal(HttpStatusCode.Created, view.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, edit.StatusCode);

        static Task<HttpResponseMessage> BindAsync(HttpClient client, string role) => client.PostJsonAsync(
            $"{Rbac}/namespaces/binder/rolebindings",
            $$$"""{"metadata":{"name":"{{{role}}}"},"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"jane"}],"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"{{{role}}}"}}""");
    }

    [Fact]
    public async Task Binding_to_a_missing_role_says_so_when_access_is_asked_for()
    {
        await _admin.CreateAsync(
            $"{Rbac}/clusterrolebindings",
            """{"metadata":{"name":"dangling"},"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"joe"}],"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"gone"}}""");

        var review = await _admin.CreateAsync(
            "/apis/authorization.k8s.io/v1/subjectaccessreviews",
            """{"spec":{"user":"joe","resourceAttributes":{"verb":"list","resource":"pods"}}}""");

        Assert.False((bool)review["status"]!["allowed"]!);
        Assert.Equal("RBAC: clusterrole.rbac.authorization.k8s.io \"gone\" not found", (string)review["status"]!["reason"]!);
    }

    [Fact]
    public async Task Aggregated_role_takes_up_a_new_rule()
    {
        await _admin.CreateAsync(
            $"{Rbac}/clusterroles",
            """{"metadata":{"name":"widgets","labels":{"rbac.authorization.k8s.io/aggregate-to-view":"true"}},"rules":[{"apiGroups":["demo.dev"],"resources":["widgets"],"verbs":["get"]}]}""");
        await sandbox.Server.ControlPlane.Workloads.Runtime.SettleAsync(TestContext.Current.CancellationToken);

        foreach (var role in (string[])["view", "edit", "admin"])
        {
            var json = await _admin.GetJsonAsync($"{Rbac}/clusterroles/{role}");
            Assert.Contains("widgets", json["rules"]!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Review_of_nothing_is_invalid()
    {
        using var response = await _admin.PostJsonAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """{"spec":{}}""");

        Assert.Equal(
            "SelfSubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.resourceAttributes: Invalid value: null: "
            + "exactly one of nonResourceAttributes or resourceAttributes must be specified",
            (string)(await response.ReadJsonAsync())["message"]!);
    }

    [Fact]
    public async Task Local_review_stays_in_its_namespace()
    {
        using var response = await _admin.PostJsonAsync(
            "/apis/authorization.k8s.io/v1/namespaces/default/localsubjectaccessreviews",
            """{"spec":{"user":"joe","resourceAttributes":{"verb":"list","resource":"pods","namespace":"kube-system"}}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task Impersonated_service_account_has_its_groups()
    {
        using var client = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);
        client.DefaultRequestHeaders.Add("Impersonate-User", "system:serviceaccount:default:default");

        var review = await client.CreateAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");

        Assert.Equal(
            """["system:serviceaccounts","system:serviceaccounts:default","system:authenticated"]""",
            review["status"]!["userInfo"]!["groups"]!.ToJsonString());
    }

    [Fact]
    public async Task Token_bound_to_a_pod_needs_that_pods_account()
    {
        await _admin.CreateAsync("/api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"other"}}""");
        await _admin.CreateAsync(
            "/api/v1/namespaces/default/pods", """{"metadata":{"name":"bound"},"spec":{"containers":[{"name":"main","image":"x"}]}}""");

        using var response = await _admin.PostJsonAsync(
            "/api/v1/namespaces/default/serviceaccounts/other/token",
            """{"spec":{"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"bound"}}}""");

        Assert.Equal(
            "cannot bind token for serviceaccount \"other\" to pod running with different serviceaccount name.",
            (string)(await response.ReadJsonAsync())["message"]!);
    }

    [Fact]
    public async Task Pod_takes_over_the_pull_secrets_and_the_mount_choice_of_its_account()
    {
        await _admin.CreateAsync(
            "/api/v1/namespaces/default/serviceaccounts",
            """{"metadata":{"name":"puller"},"automountServiceAccountToken":false,"imagePullSecrets":[{"name":"registry"}]}""");

        var pod = await _admin.CreateAsync(
            "/api/v1/namespaces/default/pods",
            """{"metadata":{"name":"pulls"},"spec":{"serviceAccountName":"puller","containers":[{"name":"main","image":"x"}]}}""");

        Assert.Equal("""[{"name":"registry"}]""", pod["spec"]!["imagePullSecrets"]!.ToJsonString());
        Assert.Null(pod["spec"]!["volumes"]);
    }

    [Fact]
    public async Task Token_secret_is_filled_and_its_token_is_good()
    {
        await _admin.CreateAsync(
            "/api/v1/namespaces/default/secrets",
            """{"metadata":{"name":"legacy","annotations":{"kubernetes.io/service-account.name":"default"}},"type":"kubernetes.io/service-account-token"}""");
        await sandbox.Server.ControlPlane.Workloads.Runtime.SettleAsync(TestContext.Current.CancellationToken);

        var secret = await _admin.GetJsonAsync("/api/v1/namespaces/default/secrets/legacy");
        var token = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)secret["data"]!["token"]!));
        using var client = sandbox.Server.CreateClient(token);
        var review = await client.CreateAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");

        Assert.Equal("system:serviceaccount:default:default", (string)review["status"]!["userInfo"]!["username"]!);
    }

    [Fact]
    public async Task Removed_default_account_comes_back()
    {
        await _admin.CreateAsync("/api/v1/namespaces", """{"metadata":{"name":"reborn"}}""");
        await sandbox.Server.ControlPlane.Workloads.Runtime.SettleAsync(TestContext.Current.CancellationToken);
        var path = "/api/v1/namespaces/reborn/serviceaccounts/default";
        var first = await _admin.GetJsonAsync(path);

        using var deleted = await _admin.DeleteAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        await sandbox.Server.ControlPlane.Workloads.Runtime.SettleAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual((string)first["metadata"]!["uid"]!, (string)(await _admin.GetJsonAsync(path))["metadata"]!["uid"]!);
    }

    private async Task<HttpClient> NewAccountAsync(string ns, params string[] rules)
    {
        await _admin.CreateAsync("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{ns}}}"}}""");
        await _admin.CreateAsync($"/api/v1/namespaces/{ns}/serviceaccounts", """{"metadata":{"name":"robot"}}""");
        await _admin.CreateAsync($"{Rbac}/namespaces/{ns}/roles", $$$"""{"metadata":{"name":"robot"},"rules":[{{{string.Join(',', rules)}}}]}""");
        await _admin.CreateAsync(
            $"{Rbac}/namespaces/{ns}/rolebindings",
            $$$"""{"metadata":{"name":"robot"},"subjects":[{"kind":"ServiceAccount","name":"robot"}],"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"robot"}}""");
        JsonObject token = await _admin.CreateAsync($"/api/v1/namespaces/{ns}/serviceaccounts/robot/token", "{}");
        return sandbox.Server.CreateClient((string)token["status"]!["token"]!);
    }
}
