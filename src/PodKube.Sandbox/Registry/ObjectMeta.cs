using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>Reads and writes metadata on node trees.</summary>
internal static class ObjectMeta
{
    private const string SuffixLetters = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int MaximumBaseLength = 63 - SuffixLength;

    public static JsonObject Metadata(this JsonObject obj) => obj.EnsureObject("metadata");

    public static string Name(this JsonObject obj) => obj.GetObject("metadata").GetText("name") ?? "";

    public static string Namespace(this JsonObject obj) => obj.GetObject("metadata").GetText("namespace") ?? "";

    public static string Uid(this JsonObject obj) => obj.GetObject("metadata").GetText("uid") ?? "";

    public static string ResourceVersion(this JsonObject obj) => obj.GetObject("metadata").GetText("resourceVersion") ?? "";

    public static bool IsDeleting(this JsonObject obj) => obj.GetObject("metadata").GetText("deletionTimestamp") is not null;

    public static JsonObject? Labels(this JsonObject obj) => obj.GetObject("metadata").GetObject("labels");

    public static JsonObject? Annotations(this JsonObject obj) => obj.GetObject("metadata").GetObject("annotations");

    /// <summary>The owner reference with controller: true, if there is one.</summary>
    public static JsonObject? ControllerOf(this JsonObject obj) =>
        obj.GetObject("metadata").GetArray("ownerReferences").Objects().FirstOrDefault(owner => owner.GetBool("controller") == true);

    /// <summary>A time as the API writes it: seconds, UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A MicroTime as the API writes it: six digits of a second, UTC.</summary>
    public static string MicroTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A name from metadata.generateName: the base cut to 58 characters and five more.</summary>
    public static string GenerateName(string prefix)
    {
        var start = prefix.Length > MaximumBaseLength ? prefix[..MaximumBaseLength] : prefix;
        return start + NewSuffix();
    }

    /// <summary>Five letters and digits, of those that form no words.</summary>
    public static string NewSuffix() => System.Security.Cryptography.RandomNumberGenerator.GetString(SuffixLetters, SuffixLength);
}
