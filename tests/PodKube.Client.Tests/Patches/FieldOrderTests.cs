using System.Text;
using PodKube.Client.Patches;

namespace PodKube.Client.Tests.Patches;

public sealed class FieldOrderTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"b":3,"a":4}""", """{"a":4,"b":3}""")]
    [InlineData("""{"a":1,"b":2}""", """{"c":1,"b":3}""", """{"b":3,"c":1}""")]
    [InlineData("""{"m":{"x":1,"y":2}}""", """{"m":{"y":1.0,"x":2}}""", """{"m":{"x":2,"y":1.0}}""")]
    [InlineData("""{"l":[{"a":1,"b":2}]}""", """{"l":[{"b":1,"a":2},{"d":1,"c":2}]}""", """{"l":[{"a":2,"b":1},{"d":1,"c":2}]}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":{"z":1,"y":2}}""", """{"a":{"z":1,"y":2}}""")]
    [InlineData("", """{"b":1,"a":2}""", """{"b":1,"a":2}""")]
    public void Fields_take_the_order_of_the_model_and_lists_keep_theirs(string model, string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(FieldOrder.Like(Encoding.UTF8.GetBytes(model), Encoding.UTF8.GetBytes(json))));
}
