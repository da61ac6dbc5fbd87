using System.Text.RegularExpressions;
using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Tests.Registry;

public sealed class NameShapesTests
{
    private const string Letters = "aZ0-._/\n é";

    [Fact]
    public void Shapes_are_those_of_the_expressions_that_the_messages_quote()
    {
        foreach (var text in Texts(4))
        {
            Assert.Equal(Matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", text), NameShapes.IsSubdomain(text));
            Assert.Equal(Matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?", text), NameShapes.IsLabel(text));
            Assert.Equal(Matches("[a-z]([-a-z0-9]*[a-z0-9])?", text), NameShapes.IsLabel1035(text));
            Assert.Equal(Matches("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]", text), NameShapes.IsQualifiedName(text));
            Assert.Equal(Matches("[-._a-zA-Z0-9]+", text), NameShapes.IsKey(text));
        }
    }

    private static bool Matches(string expression, string text) => Regex.IsMatch(text, $"^({expression})\\z", RegexOptions.CultureInvariant);

    /// <summary>Every text of the letters up to a length.</summary>
    private static IEnumerable<string> Texts(int length) =>
        length == 0 ? [""] : Texts(length - 1).SelectMany(text => Letters.Select(letter => text + letter)).Append("");
}
