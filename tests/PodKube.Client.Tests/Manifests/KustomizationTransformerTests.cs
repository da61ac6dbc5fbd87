using PodKube.Client.Manifests;
using PodKube.Client.Resources;
using PodKube.Client.Yaml;

namespace PodKube.Client.Tests.Manifests;

/// <summary>The expectations are what kubectl kustomize makes of the same manifests, in the manifests' own field order.</summary>
public sealed class KustomizationTransformerTests
{
    [Fact]
    public void Namespaced_objects_move_and_cluster_wide_ones_stay()
    {
        const string Manifests = """
            {apiVersion: v1, kind: Service, metadata: {name: web, namespace: old}}
            ---
            {apiVersion: example.com/v1, kind: Widget, metadata: {name: w}}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: old}}
            """;

        Assert.Equal(
            ["Namespace team", "ClusterRole r", "Service team/web", "Widget team/w"],
            Apply(new Kustomization { Namespace = "team" }, Manifests).Select(item => item.ToString())
        );
    }

    [Fact]
    public void The_caller_can_tell_which_kinds_are_namespaced()
    {
        IEnumerable<KubeObject> objects = KustomizationTransformer.Apply(
            new Kustomization { Namespace = "team" },
            ManifestReader.Read("{apiVersion: example.com/v1, kind: Global, metadata: {name: g}}"),
            (_, kind) => kind != "Global"
        );

        Assert.Equal("Global g", Assert.Single(objects).ToString());
    }

    [Fact]
    public void References_to_moved_objects_follow()
    {
        const string Manifests = """
            {apiVersion: v1, kind: ServiceAccount, metadata: {name: sa, namespace: old}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: hook, namespace: old}}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: rb}
            subjects:
            - {kind: ServiceAccount, name: sa}
            - {kind: ServiceAccount, name: sa, namespace: old}
            - {kind: ServiceAccount, name: sa, namespace: elsewhere}
            - {kind: ServiceAccount, name: default}
            - {kind: User, name: sa}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: v}
            webhooks:
            - {name: a, clientConfig: {service: {name: hook, namespace: old}}}
            - {name: b, clientConfig: {service: {name: hook, namespace: elsewhere}}}
            """;

        string[] yaml =
        [
            .. Apply(new Kustomization { Namespace = "team" }, Manifests).Select(item => KubeYamlWriter.Write(item.Json.Span)),
        ];

        Assert.Equal(
            """
            subjects:
            - kind: ServiceAccount
              name: sa
              namespace: team
            - kind: ServiceAccount
              name: sa
              namespace: team
            - kind: ServiceAccount
              name: sa
              namespace: elsewhere
            - kind: ServiceAccount
              name: default
              namespace: team
            - kind: User
              name: sa

            """,
            yaml[1][yaml[1].IndexOf("subjects", StringComparison.Ordinal)..]
        );
        Assert.Contains("name: hook\n      namespace: team", yaml[3], StringComparison.Ordinal);
        Assert.Contains("name: hook\n      namespace: elsewhere", yaml[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_reach_templates_and_selectors_only_where_asked_for()
    {
        const string Manifests = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}}
            """;
        Kustomization kustomization = new()
        {
            Labels = [Labels("plain"), Labels("template", templates: true), Labels("selector", selectors: true)],
        };

        Assert.Equal(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              labels:
                plain: x
                template: x
                selector: x
            spec:
              selector:
                matchLabels:
                  app: web
                  selector: x
              template:
                metadata:
                  labels:
                    app: web
                    template: x
                    selector: x

            """,
            KubeYamlWriter.Write(Assert.Single(Apply(kustomization, Manifests)).Json.Span)
        );
    }

    [Theory]
    [InlineData("{kind: Service, apiVersion: v1, spec: {ports: []}}", "{ports: [], selector: {l: x}}")]
    [InlineData("{kind: Job, apiVersion: batch/v1, spec: {}}", "{template: {metadata: {labels: {l: x}}}}")]
    [InlineData(
        "{kind: Job, apiVersion: batch/v1, spec: {selector: {matchLabels: {}}}}",
        "{selector: {matchLabels: {l: x}}, template: {metadata: {labels: {l: x}}}}"
    )]
    [InlineData(
        "{kind: CronJob, apiVersion: batch/v1, spec: {}}",
        "{jobTemplate: {metadata: {labels: {l: x}}, spec: {template: {metadata: {labels: {l: x}}}}}}"
    )]
    [InlineData(
        "{kind: StatefulSet, apiVersion: apps/v1, spec: {volumeClaimTemplates: [{}]}}",
        "{volumeClaimTemplates: [{metadata: {labels: {l: x}}}], template: {metadata: {labels: {l: x}}}, selector: {matchLabels: {l: x}}}"
    )]
    [InlineData(
        "{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, spec: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {}}}]}]}}",
        "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {l: x}}}]}]}"
    )]
    [InlineData("{kind: Widget, apiVersion: e/v1, spec: {template: {metadata: {labels: {}}}}}", "{template: {metadata: {labels: {}}}}")]
    public void Selectors_of_every_kind_get_the_labels(string manifest, string spec)
    {
        KubeObject labelled = Assert.Single(Apply(new Kustomization { Labels = [Labels("l", selectors: true)] }, manifest));

        Assert.True(labelled.TryGetField("spec", out ReadOnlyMemory<byte> actual));
        Assert.Equal(KubeYamlReader.Read(spec).Single().Json.ToArray(), actual.ToArray());
    }

    [Fact]
    public void Images_are_replaced_in_containers_of_any_object()
    {
        const string Manifests = """
            {apiVersion: batch/v1, kind: CronJob, spec: {jobTemplate: {spec: {template: {spec: {initContainers: [{image: busybox}], containers: [{image: "nginx:1"}, {image: other}, {name: none}]}}}}}}
            ---
            {apiVersion: e/v1, kind: Widget, spec: {image: nginx, containers: [{image: nginx}]}}
            """;
        Kustomization kustomization = new()
        {
            Images =
            [
                new KustomizationImage("nginx", null, "2", null),
                new KustomizationImage("busybox", "mirror/busybox", null, "sha256:1"),
            ],
        };

        Assert.Equal(
            [
                """{"apiVersion":"batch/v1","kind":"CronJob","spec":{"jobTemplate":{"spec":{"template":{"spec":{"initContainers":[{"image":"mirror/busybox@sha256:1"}],"containers":[{"image":"nginx:2"},{"image":"other"},{"name":"none"}]}}}}}}""",
                """{"apiVersion":"e/v1","kind":"Widget","spec":{"image":"nginx","containers":[{"image":"nginx:2"}]}}""",
            ],
            Apply(kustomization, Manifests).Select(item => System.Text.Encoding.UTF8.GetString(item.Json.Span))
        );
    }

    private static KustomizationLabels Labels(string name, bool selectors = false, bool templates = false) =>
        new(new Dictionary<string, string> { [name] = "x" }, selectors, templates);

    private static IReadOnlyList<KubeObject> Apply(Kustomization kustomization, string manifests) =>
        KustomizationTransformer.Apply(kustomization, ManifestReader.Read(manifests));
}
