using System.Text;
using PodKube.Client.Patches;

namespace PodKube.Client.Tests.Patches;

public sealed class ObjectDiffTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":[1]}}""", """{"b":{"c":[1.0]},"a":1}""", "")]
    [InlineData("""{"a":1}""", """{"a":2}""", "Changed a 1 2")]
    [InlineData("""{"a":1}""", """{"b":"x"}""", """Removed a 1 ; Added b  "x" """)]
    [InlineData("""{"a":{"b":{"c":1}}}""", """{"a":{"b":{"c":"1"}}}""", """Changed a.b.c 1 "1" """)]
    [InlineData("""{"a":{"b":1}}""", """{"a":[1]}""", """Changed a {"b":1} [1]""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,3,4]}""", "Changed a[1] 2 3;Added a[2]  4")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", "Removed a[1] 2 ")]
    [InlineData(
        """{"l":{"app.io/x":"1","it's":"1"}}""",
        """{"l":{"app.io/x":"2"}}""",
        """Changed l['app.io/x'] "1" "2";Removed l['it''s'] "1" """
    )]
    [InlineData(
        """{"c":[{"name":"a","i":1},{"name":"b","i":1}]}""",
        """{"c":[{"name":"x"},{"name":"b","i":2}]}""",
        """Removed c[name=a] {"name":"a","i":1} ;Changed c[name=b].i 1 2;Added c[name=x]  {"name":"x"}"""
    )]
    [InlineData("""{"c":[{"type":"A","s":1},{"type":"B"}]}""", """{"c":[{"type":"B"},{"type":"A","s":2}]}""", "Changed c[type=A].s 1 2")]
    [InlineData(
        """{"c":[{"containerPort":80}]}""",
        """{"c":[{"containerPort":80,"name":"w"}]}""",
        """Added c[containerPort=80].name  "w" """
    )]
    [InlineData(
        """{"c":[{"name":"a"},{"name":"b"}]}""",
        """{"c":[{"name":"b"},{"name":"a"}]}""",
        """Changed c [{"name":"a"},{"name":"b"}] [{"name":"b"},{"name":"a"}]"""
    )]
    [InlineData("""{"c":[{"name":"a"},{"name":"a"}]}""", """{"c":[{"name":"a"},{"name":"b"}]}""", """Changed c[1].name "a" "b" """)]
    [InlineData("""{"a":null}""", "{}", "Removed a null ")]
    public void Differences_are_told_by_their_path(string before, string after, string changes)
    {
        IReadOnlyList<FieldChange> found = ObjectDiff.Compare(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after));

        Assert.Equal(
            changes.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(change => change.Trim()),
            found.Select(change => $"{change.Kind} {change.Path} {change.Before} {change.After}".Trim())
        );
    }
}
