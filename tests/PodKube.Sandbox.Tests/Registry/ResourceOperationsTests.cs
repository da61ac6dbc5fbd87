using System.Text.Json.Nodes;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Tests.Registry;

public sealed class ResourceOperationsTests
{
    private static readonly OperationContext s_context = new() { User = UserInfo.ControlPlane, FieldManager = "test" };

    private readonly ManualTime _time = new();
    private readonly ResourceOperations _operations;

    public ResourceOperationsTests()
    {
        _operations = new ResourceOperations(new ObjectStore(), KindRegistry.CreateBuiltIn(), _time);
        _operations.Create(s_context, Kind("namespaces"), "", Json("""{"metadata":{"name":"ns"}}"""));
    }

    [Fact]
    public void A_dry_run_answers_with_the_object_and_keeps_nothing()
    {
        var answer = _operations.Create(s_context with { DryRun = true }, Kind("configmaps"), "ns", ConfigMap("a", "1"));

        Assert.Equal("a", answer.Value.Name());
        Assert.Null(_operations.Find(Kind("configmaps"), "ns", "a"));
    }

    [Fact]
    public void A_change_of_nothing_writes_nothing()
    {
        var created = _operations.Create(s_context, Kind("configmaps"), "ns", ConfigMap("a", "1"));
        _time.Advance(TimeSpan.FromMinutes(1));

        var updated = _operations.Update(s_context, Kind("configmaps"), "ns", "a", current => current);

        Assert.Equal(created.Revision, updated.Revision);
    }

    [Fact]
    public void A_change_that_loses_a_race_is_made_again_on_what_the_other_wrote()
    {
        _operations.Create(s_context, Kind("configmaps"), "ns", ConfigMap("a", "1"));
        var attempts = 0;

        var result = _operations.Update(s_context, Kind("configmaps"), "ns", "a", current =>
        {
            if (attempts++ == 0)
            {
                _operations.Update(s_context, Kind("configmaps"), "ns", "a", other => With(other, "theirs", "x"));
            }

            return With(current, "mine", "y");
        });

        Assert.Equal(2, attempts);
        Assert.Equal(["k", "mine", "theirs"], result.Value["data"]!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public void A_change_based_on_an_older_version_is_refused()
    {
        var created = _operations.Create(s_context, Kind("configmaps"), "ns", ConfigMap("a", "1"));
        _operations.Update(s_context, Kind("configmaps"), "ns", "a", current => With(current, "k", "2"));

        var failure = Assert.Throws<ApiStatusException>(() => _operations.Update(
            s_context, Kind("configmaps"), "ns", "a", current => With(current, "k", "3"), "", created.Value.ResourceVersion()));

        Assert.Equal("Conflict", failure.Reason);
    }

    [Fact]
    public void A_write_of_the_object_leaves_its_status_and_the_other_way_round()
    {
        var deployments = Kind("deployments.apps");
        _operations.Create(s_context, deployments, "ns", Deployment());

        _operations.Update(s_context, deployments, "ns", "web", current => Set(current, 5), "status");
        Assert.Equal(1, _operations.Get(deployments, "ns", "web").Value["spec"].At("replicas").AsLong());
        Assert.Equal(5, _operations.Get(deployments, "ns", "web").Value["status"].At("replicas").AsLong());

        var after = _operations.Update(s_context, deployments, "ns", "web", current => Set(current, 7)).Value;
        Assert.Equal(7, after["spec"].At("replicas").AsLong());
        Assert.Equal(5, after["status"].At("replicas").AsLong());
        Assert.Equal(2, after.Metadata().GetLong("generation"));

        static JsonObject Set(JsonObject obj, long replicas)
        {
            obj.EnsureObject("spec")["replicas"] = replicas;
            obj.EnsureObject("status")["replicas"] = replicas;
            return obj;
        }
    }

    [Fact]
    public void An_autoscaler_reads_the_same_in_both_of_its_versions()
    {
        var v1 = _operations.Kinds.Find("autoscaling", "v1", "horizontalpodautoscalers")!;
        var v2 = _operations.Kinds.Find("autoscaling", "v2", "horizontalpodautoscalers")!;
        _operations.Create(s_context, v1, "ns", Json("""
            {"metadata":{"name":"a"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":3,"targetCPUUtilizationPercentage":70}}
            """));

        var newer = _operations.Get(v2, "ns", "a").Value;
        Assert.Equal("autoscaling/v2", newer.GetText("apiVersion"));
        Assert.Equal(70, newer["spec"]!["metrics"]![0]!["resource"]!["target"]!["averageUtilization"].AsLong());

        _operations.Update(s_context, v2, "ns", "a", current =>
        {
            current["spec"]!["metrics"]![0]!["resource"]!["target"]!["averageUtilization"] = 80;
            return current;
        });
        Assert.Equal(80, _operations.Get(v1, "ns", "a").Value["spec"].At("targetCPUUtilizationPercentage").AsLong());
    }

    [Fact]
    public void A_definition_serves_its_kind_until_it_is_deleted()
    {
        var definitions = Kind("customresourcedefinitions.apiextensions.k8s.io");
        _operations.Create(s_context, definitions, "", Json("""
            {"metadata":{"name":"gadgets.ex.dev"},"spec":{"group":"ex.dev","scope":"Namespaced","names":{"plural":"gadgets","kind":"Gadget"},
             "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"size":{"type":"integer","default":3}}}}}]}}
            """));
        var gadgets = _operations.Kinds.Require("gadgets.ex.dev");
        var gadget = _operations.Create(s_context, gadgets, "ns", Json("""{"metadata":{"name":"g"},"other":1}""")).Value;

        Assert.Equal(3, gadget.GetLong("size"));
        Assert.False(gadget.ContainsKey("other"));

        _operations.Delete(s_context, definitions, "", "gadgets.ex.dev", new DeleteOptions());

        Assert.Null(_operations.Kinds.FindResource("gadgets.ex.dev"));
        Assert.Null(_operations.Find(definitions, "", "gadgets.ex.dev"));
        Assert.Equal(0, _operations.Store.Count("gadgets.ex.dev"));
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private static JsonObject ConfigMap(string name, string value) =>
        new() { ["metadata"] = new JsonObject { ["name"] = name }, ["data"] = new JsonObject { ["k"] = value } };

    private static JsonObject Deployment() => Json("""
        {"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"a":"b"}},
         "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
        """);

    private static JsonObject With(JsonObject obj, string key, string value)
    {
        obj.EnsureObject("data")[key] = value;
        return obj;
    }

    private ResourceKind Kind(string resource) => _operations.Kinds.Require(resource);
}
