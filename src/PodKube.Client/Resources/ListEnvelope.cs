using System.Collections.Concurrent;
using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>What stands around the items of a list.</summary>
internal sealed class ListEnvelope
{
    // Written by who reads the page, read by who takes its items.
    private readonly ConcurrentDictionary<string, byte[]> _members = new();

    internal string? Kind { get; private set; }

    /// <summary>Null until the metadata was read.</summary>
    internal string? ResourceVersion { get; private set; }

    internal string? Continue { get; private set; }

    internal long? RemainingItemCount { get; private set; }

    /// <summary>Whether the metadata was read, which servers send before the items.</summary>
    internal bool HasMetadata { get; private set; }

    /// <summary>Another top-level member, for instance a table's columnDefinitions, as JSON.</summary>
    internal ReadOnlyMemory<byte>? Member(string name) =>
        _members.TryGetValue(name, out byte[]? json) ? new ReadOnlyMemory<byte>(json) : default(ReadOnlyMemory<byte>?);

    internal void Set(string name, ReadOnlySpan<byte> json)
    {
        switch (name)
        {
            case "kind":
                Utf8JsonReader reader = new(json);
                reader.Read();
                Kind = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                break;
            case "metadata":
                ReadMetadata(json);
                break;
            default:
                _members[name] = json.ToArray();
                break;
        }
    }

    private void ReadMetadata(ReadOnlySpan<byte> json)
    {
        HasMetadata = true;
        Utf8JsonReader reader = new(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "resourceVersion" when reader.TokenType == JsonTokenType.String:
                    ResourceVersion = reader.GetString();
                    break;
                case "continue" when reader.TokenType == JsonTokenType.String:
                    Continue = reader.GetString() is { Length: > 0 } token ? token : null;
                    break;
                case "remainingItemCount" when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long count):
                    RemainingItemCount = count;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
