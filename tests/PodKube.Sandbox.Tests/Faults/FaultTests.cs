using System.Text.Json.Nodes;
using PodKube.Sandbox.Faults;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Tests.Faults;

public sealed class FaultTests
{
    [Fact]
    public void Text_and_object_say_the_same()
    {
        var text = Fault.Parse("Latency,verb=list,resource=pods,delay=200ms,count=3");
        var body = Fault.Parse((JsonObject)JsonNode.Parse("""{"kind":"latency","verb":"list","resource":"pods","delay":"0.2s","count":3}""")!);

        Assert.Equal(text, body);
        Assert.Equal(TimeSpan.FromMilliseconds(200), text.Delay);
    }

    [Theory]
    [InlineData("Nonsense", "'Nonsense' is no fault")]
    [InlineData("3", "'3' is no fault")]
    [InlineData("Latency,verb", "'verb' is not of the form name=value")]
    [InlineData("Latency,count=-1", "'count' must be a whole number, not '-1'")]
    [InlineData("Latency,delay=soon", "'delay' must be milliseconds, or a number with ms or s, not 'soon'")]
    public void Mistakes_are_named(string text, string message)
    {
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Fault.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ServerError,resource=deployments.apps", "GET", "/apis/apps/v1/namespaces/a/deployments/web", true)]
    [InlineData("ServerError,resource=deployments", "GET", "/apis/apps/v1/namespaces/a/deployments/web", true)]
    [InlineData("ServerError,resource=pods", "GET", "/api/v1/namespaces/a/pods/web/log", false)]
    [InlineData("ServerError,resource=pods/log", "GET", "/api/v1/namespaces/a/pods/web/log", true)]
    [InlineData("ServerError,resource=pods,namespace=b", "GET", "/api/v1/namespaces/a/pods", false)]
    [InlineData("ServerError,name=web,verb=get", "GET", "/api/v1/namespaces/a/pods/web", true)]
    [InlineData("ServerError,verb=list", "POST", "/api/v1/namespaces/a/pods", false)]
    [InlineData("CloseWatch", "GET", "/api/v1/pods", false)]
    [InlineData("ServerError", "GET", "/healthz", true)]
    public void Filters_choose_the_requests(string fault, string method, string path, bool expected)
    {
        Assert.Equal(expected, Fault.Parse(fault).Matches(RequestInfo.Parse(method, path)));
    }

    [Fact]
    public void Plan_counts_hits_after_those_that_it_skips()
    {
        var plan = new FaultPlan();
        plan.Add(Fault.Parse("ServerError,resource=pods,count=2,skip=1"));
        var pods = RequestInfo.Parse("GET", "/api/v1/pods");

        var hits = Enumerable.Range(0, 5).Select(_ => plan.Take(pods).Count).ToList();

        Assert.Equal([0, 1, 1, 0, 0], hits);
        Assert.Equal(2, (int)plan.ToJson()[0]!["hits"]!);
    }
}
