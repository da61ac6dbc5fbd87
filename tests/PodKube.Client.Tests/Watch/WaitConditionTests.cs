using System.Text;
using PodKube.Client.Resources;
using PodKube.Client.Watch;

namespace PodKube.Client.Tests.Watch;

public sealed class WaitConditionTests
{
    private static readonly KubeObject s_pod = new(Encoding.UTF8.GetBytes("""
        {"metadata":{"name":"p","uid":"u","generation":3,"labels":{"app.kubernetes.io/name":"web"}},
         "spec":{"containers":[{"name":"a","image":"i1","ready":true},{"name":"b","image":"i2","ready":true}]},
         "status":{"phase":"Running","n":3,"none":null,"conditions":[{"type":"Ready","status":"True"},{"type":"Old","status":"True","observedGeneration":2}]}}
        """));

    [Theory]
    [InlineData("{.status.phase}", "Running", true)]
    [InlineData(".status.phase", "Pending", false)]
    [InlineData("status.phase", null, true)]
    [InlineData("$.status.phase", "Running", true)]
    [InlineData(".status.n", "3", true)]
    [InlineData(".status.none", null, false)]
    [InlineData(".status.missing", null, false)]
    [InlineData(".spec.containers[1].image", "i2", true)]
    [InlineData(".spec.containers[-1].image", "i2", true)]
    [InlineData(".spec.containers[7].image", null, false)]
    [InlineData(".spec.containers[*].ready", "true", true)]
    [InlineData(".spec.containers[*].image", "i1", false)]
    [InlineData("""{.status.conditions[?(@.type=="Ready")].status}""", "True", true)]
    [InlineData("""{.status.conditions[?(@.type=='Nope')].status}""", "True", false)]
    [InlineData("""{.metadata.labels.app\.kubernetes\.io/name}""", "web", true)]
    [InlineData("""{.metadata.labels['app.kubernetes.io/name']}""", "web", true)]
    public void Paths_find_values(string path, string? value, bool expected) =>
        Assert.Equal(expected, WaitCondition.JsonPath(path, value).IsMet(s_pod));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData(".a..b")]
    [InlineData(".a[")]
    [InlineData(".a[x]")]
    [InlineData(".a[?(@.b>1)]")]
    public void Paths_that_cannot_be_read_are_refused(string path) => Assert.Throws<FormatException>(() => WaitCondition.JsonPath(path));

    [Theory]
    [InlineData("Ready", "True", true)]
    [InlineData("ready", "true", true)]
    [InlineData("Ready", "False", false)]
    [InlineData("Old", "True", false)]
    [InlineData("Missing", "True", false)]
    public void Conditions_count_for_the_present_generation(string type, string status, bool expected) =>
        Assert.Equal(expected, WaitCondition.Condition(type, status).IsMet(s_pod));

    [Fact]
    public void Conditions_compose()
    {
        WaitCondition ready = WaitCondition.Condition("Ready");
        WaitCondition missing = WaitCondition.Condition("Missing");

        Assert.Equal(
            (true, false, true, true, false),
            (ready.And(WaitCondition.Created).IsMet(s_pod), ready.And(missing).IsMet(s_pod), ready.Or(missing).IsMet(s_pod), missing.Not().IsMet(s_pod), ready.IsMet(null)));
        Assert.Equal("Ready and Missing", ready.And(missing).Description);
        Assert.Equal("it has no condition Missing", ready.And(missing).Explain(s_pod));
    }
}
