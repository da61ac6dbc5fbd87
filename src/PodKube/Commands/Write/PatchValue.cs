using System.Management.Automation;
using PodKube.Client.Yaml;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>Makes the body of a patch of what people write: hashtables, objects, YAML or JSON text.</summary>
internal static class PatchValue
{
    /// <exception cref="ArgumentException">It is no object.</exception>
    /// <exception cref="Client.Errors.KubeException">The text is not YAML.</exception>
    public static byte[] ToJson(object value)
    {
        byte[] json = Write(value);
        return json is [(byte)'{', ..] ? json : throw new ArgumentException("The patch is no object: write it as a hashtable, or as YAML of a mapping.");
    }

    /// <summary>A JSON patch is a list of operations; one alone becomes a list of one.</summary>
    public static byte[] ToOperations(object value)
    {
        byte[] json = Write(value);
        return json switch
        {
            [(byte)'[', ..] => json,
            [(byte)'{', ..] => [(byte)'[', .. json, (byte)']'],
            _ => throw new ArgumentException("A JSON patch is a list of operations: @{ op = 'replace'; path = '/spec/replicas'; value = 3 }."),
        };
    }

    private static byte[] Write(object value)
    {
        object plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        if (plain is not string text)
        {
            return KubeJsonWriter.ToUtf8(plain, revealSecrets: true);
        }

        YamlDocument[] documents = [.. KubeYamlReader.Read(text)];
        return documents.Length == 1 ? documents[0].Json.ToArray() : throw new ArgumentException($"The patch's text has {documents.Length} documents instead of one.");
    }
}
