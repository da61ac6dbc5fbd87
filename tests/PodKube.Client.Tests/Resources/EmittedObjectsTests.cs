using System.Text;
using PodKube.Client.Resources;

namespace PodKube.Client.Tests.Resources;

public sealed class EmittedObjectsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1_000)]
    public void What_came_before_the_list_was_disturbed_is_known_after_it(int count)
    {
        EmittedObjects emitted = new();
        for (int number = 0; number < count; number++)
        {
            Assert.True(emitted.Add(WithUid(number)));
        }

        emitted.ExpectRepeats();

        Assert.All(Enumerable.Range(0, count), number => Assert.False(emitted.Add(WithUid(number))));
        Assert.True(emitted.Add(WithUid(count)));
        emitted.ExpectRepeats();
        Assert.False(emitted.Add(WithUid(count)));
    }

    [Fact]
    public void Objects_without_a_uid_are_known_by_name()
    {
        EmittedObjects emitted = new();
        Assert.True(emitted.Add(Named("a")));
        Assert.True(emitted.Add(Named("a")));

        emitted.ExpectRepeats();

        Assert.False(emitted.Add(Named("a")));
        Assert.True(emitted.Add(Named("b")));
    }

    [Fact]
    public void The_uid_of_zeros_is_one_like_others()
    {
        EmittedObjects emitted = new();
        emitted.Add(WithUid(1));

        emitted.ExpectRepeats();

        Assert.True(emitted.Add(WithUid(0)));
    }

    private static KubeObject WithUid(int number) => Parse($$$"""{"metadata":{"name":"a","uid":"00000000-0000-0000-0000-{{{number:D12}}}"}}""");

    private static KubeObject Named(string name) => Parse($$$"""{"metadata":{"name":"{{{name}}}"}}""");

    private static KubeObject Parse(string json) => new(Encoding.UTF8.GetBytes(json));
}
