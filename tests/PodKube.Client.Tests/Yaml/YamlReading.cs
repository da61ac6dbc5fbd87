using System.Text;
using PodKube.Client.Yaml;

namespace PodKube.Client.Tests.Yaml;

/// <summary>What the tests of reading share: one document's JSON as text.</summary>
internal static class YamlReading
{
    public static string[] Documents(string yaml) =>
        [.. KubeYamlReader.Read(yaml).Select(document => Encoding.UTF8.GetString(document.Json.Span))];

    public static string Document(string yaml) => Assert.Single(Documents(yaml));

    public static KubeYamlException Failure(string yaml) => Assert.Throws<KubeYamlException>(() => Documents(yaml));
}
