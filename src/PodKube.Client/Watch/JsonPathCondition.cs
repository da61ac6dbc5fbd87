using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>A value somewhere in the object.</summary>
internal sealed class JsonPathCondition : WaitCondition
{
    private readonly JsonPath _path;
    private readonly string? _value;

    internal JsonPathCondition(string path, string? value)
    {
        _path = Watch.JsonPath.Parse(path);
        _value = value;
    }

    public override string Description => _value is null ? $"{_path} set" : $"{_path} = {_value}";

    public override bool IsMet(KubeObject? item) => Values(item) is { Count: > 0 } values && (_value is null || values.All(v => v == _value));

    public override string Explain(KubeObject? item) => item is null
        ? base.Explain(item)
        : Values(item) is { Count: > 0 } values ? $"{_path} is {string.Join(", ", values)}" : $"{_path} is not set";

    private List<string> Values(KubeObject? item) => Parse(item) is { } root
        ? [.. _path.Select(root).Where(v => v.ValueKind != JsonValueKind.Null).Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : v.GetRawText())]
        : [];
}
