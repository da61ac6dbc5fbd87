using System.Text;
using System.Text.Json.Nodes;
using PodKube.Client.Yaml;

namespace PodKube.Client.Tests.Yaml;

public sealed class YamlCorpusTests
{
    public static TheoryData<string> Names => [.. YamlCorpus.Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_corpus_is_read_as_kubectl_reads_it(string name) =>
        Assert.Equal(Normal(YamlCorpus.Cases[name].Json), Normal(YamlReading.Document(YamlCorpus.Cases[name].Yaml)));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_corpus_survives_writing_and_reading(string name)
    {
        string json = YamlCorpus.Cases[name].Json;

        string yaml = KubeYamlWriter.Write(Encoding.UTF8.GetBytes(json));

        Assert.Equal(Normal(json), Normal(YamlReading.Document(yaml)));
        Assert.Equal(yaml, KubeYamlWriter.Write(Encoding.UTF8.GetBytes(YamlReading.Document(yaml))));
    }

    [Fact]
    public void The_whole_corpus_is_read_as_one_stream()
    {
        string stream = string.Concat(YamlCorpus.Cases.Values.Select(item => $"---\n{item.Yaml}"));

        Assert.Equal(YamlCorpus.Cases.Values.Select(item => Normal(item.Json)), YamlReading.Documents(stream).Select(Normal));
    }

    // Characters beyond 16 bits may stand as themselves or as escapes.
    private static string Normal(string json) => JsonNode.Parse(json)!.ToJsonString();
}
