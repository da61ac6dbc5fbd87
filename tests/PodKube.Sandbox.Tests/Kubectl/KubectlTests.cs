namespace PodKube.Sandbox.Tests.Kubectl;

/// <summary>The real kubectl against the sandbox: its typed clients send protobuf, which no hand-made request proves as well.</summary>
public sealed class KubectlTests(KubectlFixture kubectl) : IClassFixture<KubectlFixture>
{
    [Theory]
    [InlineData("create deployment d1 --image=nginx --replicas=2 --port=80", "deployment.apps/d1 created")]
    [InlineData("create job j1 --image=busybox -- true", "job.batch/j1 created")]
    [InlineData("create cronjob c1 --image=busybox --schedule=@hourly -- true", "cronjob.batch/c1 created")]
    [InlineData("create configmap m1 --from-literal=a=1", "configmap/m1 created")]
    [InlineData("create secret generic s1 --from-literal=a=1", "secret/s1 created")]
    [InlineData("create secret docker-registry s2 --docker-username=u --docker-password=p", "secret/s2 created")]
    [InlineData("create service clusterip v1 --tcp=80:8080", "service/v1 created")]
    [InlineData("create service nodeport v2 --tcp=80", "service/v2 created")]
    [InlineData("create ingress i1 --class=nginx --rule=a.example.com/x*=v1:80", "ingress.networking.k8s.io/i1 created")]
    [InlineData("create namespace n1", "namespace/n1 created")]
    [InlineData("create serviceaccount a1", "serviceaccount/a1 created")]
    [InlineData("create role r1 --verb=get,list --resource=pods,deployments.apps", "role.rbac.authorization.k8s.io/r1 created")]
    [InlineData("create rolebinding b1 --role=r1 --serviceaccount=default:a1", "rolebinding.rbac.authorization.k8s.io/b1 created")]
    [InlineData("create clusterrole cr1 --verb=get --non-resource-url=/metrics", "clusterrole.rbac.authorization.k8s.io/cr1 created")]
    [InlineData("create clusterrole cr2 --aggregation-rule=a=b", "clusterrole.rbac.authorization.k8s.io/cr2 created")]
    [InlineData("create clusterrolebinding cb1 --clusterrole=cr1 --user=bob", "clusterrolebinding.rbac.authorization.k8s.io/cb1 created")]
    [InlineData("create quota q1 --hard=pods=500,services=100", "resourcequota/q1 created")]
    [InlineData("create poddisruptionbudget p1 --selector=app=web --min-available=50%", "poddisruptionbudget.policy/p1 created")]
    [InlineData("create priorityclass pc1 --value=1000", "priorityclass.scheduling.k8s.io/pc1 created")]
    [InlineData("run pod1 --image=nginx --env=A=1 --labels=x=y", "pod/pod1 created")]
    [InlineData("auth can-i list pods", "yes")]
    public async Task Typed_request_is_understood(string commandLine, string answer) => Assert.Equal(answer, await kubectl.RunAsync(commandLine));

    [Fact]
    public async Task Identity_and_tokens_are_given()
    {
        Assert.Contains("kubernetes-admin", await kubectl.RunAsync("auth whoami"), StringComparison.Ordinal);
        Assert.Equal(3, (await kubectl.RunAsync("create token default --duration=20m --audience=x")).Split('.').Length);
    }

    [Fact]
    public async Task Workload_is_exposed_scaled_changed_and_rolled_back()
    {
        await kubectl.RunAsync("create deployment web --image=nginx:1 --replicas=2 --port=80");
        await kubectl.RunAsync("rollout status deployment/web --timeout=300s");
        Assert.Equal("service/web exposed", await kubectl.RunAsync("expose deployment web --port=80"));
        Assert.Equal("deployment.apps/web scaled", await kubectl.RunAsync("scale deployment web --replicas=3"));
        Assert.Equal("horizontalpodautoscaler.autoscaling/web autoscaled", await kubectl.RunAsync("autoscale deployment web --max=3 --cpu-percent=50"));
        Assert.Equal("deployment.apps/web image updated", await kubectl.RunAsync("set image deployment/web nginx=nginx:2"));
        await kubectl.RunAsync("rollout status deployment/web --timeout=300s");
        Assert.Equal("deployment.apps/web rolled back", await kubectl.RunAsync("rollout undo deployment/web"));

        Assert.Equal("nginx:1", await kubectl.RunAsync("get deployment web -o jsonpath={.spec.template.spec.containers[0].image}"));
    }

    [Fact]
    public async Task Node_is_drained_within_the_disruption_budget()
    {
        await kubectl.RunAsync("create deployment guarded --image=nginx --replicas=3");
        await kubectl.RunAsync("create poddisruptionbudget guarded --selector=app=guarded --max-unavailable=1");
        await kubectl.RunAsync("rollout status deployment/guarded --timeout=300s");
        var node = await kubectl.RunAsync("get nodes -o jsonpath={.items[0].metadata.name}");

        Assert.EndsWith($"node/{node} drained", await kubectl.RunAsync($"drain {node} --ignore-daemonsets --force --timeout=300s"), StringComparison.Ordinal);
        Assert.Equal("", await kubectl.RunAsync($"get pods -o name --field-selector=spec.nodeName={node}"));
        Assert.Equal($"node/{node} uncordoned", await kubectl.RunAsync($"uncordon {node}"));
    }

    [Fact]
    public async Task Pod_is_deleted_with_a_grace_period_of_its_own()
    {
        await kubectl.RunAsync("run short --image=nginx");

        // Newer versions add the namespace.
        Assert.StartsWith("pod \"short\" deleted", await kubectl.RunAsync("delete pod short --grace-period=1 --timeout=300s"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_side_apply_hands_over_to_server_side_apply()
    {
        var file = kubectl.Write("handover.yaml", "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: handover}, data: {k: '1', l: '1'}}");
        await kubectl.RunAsync($"apply -f {file}");
        kubectl.Write("handover.yaml", "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: handover}, data: {k: '2'}}");

        Assert.Equal("configmap/handover serverside-applied", await kubectl.RunAsync($"apply --server-side -f {file}"));
        Assert.Equal("{\"k\":\"2\"}", await kubectl.RunAsync("get configmap handover -o jsonpath={.data}"));

        kubectl.Write("handover.yaml", "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: handover}, data: {k: '3'}}");
        Assert.Equal("configmap/handover serverside-applied", await kubectl.RunAsync($"apply --server-side -f {file}"));
    }

    [Fact]
    public async Task Files_are_copied_and_commands_run_in_a_pod()
    {
        await kubectl.RunAsync("run copied --image=nginx");
        await kubectl.RunAsync("wait pod/copied --for=condition=Ready --timeout=300s");
        var file = kubectl.Write("there.txt", "content");
        await kubectl.RunAsync($"cp {file} copied:/tmp/there.txt");

        Assert.Equal("content", await kubectl.RunAsync("exec copied -- cat /tmp/there.txt"));
    }

    [Fact]
    public async Task Replaced_object_keeps_what_the_file_says()
    {
        await kubectl.RunAsync("create configmap replaced --from-literal=a=1");
        var file = kubectl.Write("replaced.yaml", "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: replaced}, data: {b: '2'}}");

        Assert.Equal("configmap/replaced replaced", await kubectl.RunAsync($"replace -f {file}"));
        Assert.Equal("{\"b\":\"2\"}", await kubectl.RunAsync("get configmap replaced -o jsonpath={.data}"));
    }

    [Fact]
    public async Task File_that_holds_a_list_is_created_applied_and_deleted()
    {
        var file = kubectl.Write("list.yaml", "---\n{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: listed}, data: {a: '1'}}]}");

        Assert.Equal("configmap/listed created", await kubectl.RunAsync($"create --save-config -f {file}"));
        Assert.Equal("configmap/listed unchanged", await kubectl.RunAsync($"apply -f {file}"));
        Assert.StartsWith("configmap \"listed\" deleted", await kubectl.RunAsync($"delete -f {file}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Network_policy_gets_its_types_from_its_rules()
    {
        var file = kubectl.Write(
            "policies.yaml",
            """
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: in}, spec: {podSelector: {}}}
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: out}, spec: {podSelector: {}, egress: [{}]}}
            """);
        await kubectl.RunAsync($"create -f {file}");

        Assert.Equal("[\"Ingress\"] [\"Ingress\",\"Egress\"]", await kubectl.RunAsync("get networkpolicies -o jsonpath={.items[*].spec.policyTypes}"));
    }

    [Fact]
    public async Task Signing_request_names_who_asks_and_is_approved_and_signed()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=jane", key, System.Security.Cryptography.HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var file = kubectl.Write(
            "request.yaml",
            $$"""
            ---
            {apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: jane}, spec: {
              request: {{Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(request))}},
              signerName: kubernetes.io/kube-apiserver-client, usages: [client auth], expirationSeconds: 86400, username: mallory} }
            """);
        await kubectl.RunAsync($"create -f {file}");
        Assert.Matches(
            @"NAME +AGE +SIGNERNAME +REQUESTOR +REQUESTEDDURATION +CONDITION\s+jane +\w+ +kubernetes.io/kube-apiserver-client +kubernetes-admin +24h +Pending",
            await kubectl.RunAsync("get csr jane"));
        await kubectl.RunAsync("certificate approve jane");
        await kubectl.RunAsync("wait csr jane --for=jsonpath={.status.certificate} --timeout=300s");

        Assert.EndsWith("Approved,Issued", await kubectl.RunAsync("get csr jane --no-headers"), StringComparison.Ordinal);
    }
}
