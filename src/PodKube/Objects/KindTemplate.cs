using System.Collections.Concurrent;
using System.Management.Automation;
using System.Text;
using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Objects;

/// <summary>What all objects of a kind have in common, made once: their type names, and the values of apiVersion and kind.</summary>
internal sealed class KindTemplate
{
    private static readonly ConcurrentDictionary<(string ApiVersion, string Kind), KindTemplate> s_templates = new();

    // The objects of a list come one after the other, and share the text of both.
    private static KindTemplate? s_latest;

    private readonly string _apiVersion;
    private readonly string _kind;
    private readonly FieldBox? _apiVersionBox;
    private readonly FieldBox? _kindBox;
    private readonly object _typeNames;

    private KindTemplate(string apiVersion, string kind)
    {
        _apiVersion = apiVersion;
        _kind = kind;
        _apiVersionBox = BoxOf("apiVersion", apiVersion);
        _kindBox = BoxOf("kind", kind);
        TypeName = $"PodKube.{apiVersion.Replace('/', '.')}.{kind}";
        _typeNames = SharedTypeNames.Make(kind.Length > 0 ? [TypeName, KubeObjectFactory.BaseTypeName] : [KubeObjectFactory.BaseTypeName]);
    }

    /// <summary>The most specific type name: <c>PodKube.v1.Pod</c>, <c>PodKube.apps.v1.Deployment</c>.</summary>
    public string TypeName { get; }

    public static KindTemplate Get(string apiVersion, string kind)
    {
        KindTemplate? latest = Volatile.Read(ref s_latest);
        if (latest is not null && latest._apiVersion == apiVersion && latest._kind == kind)
        {
            return latest;
        }

        KindTemplate found = s_templates.GetOrAdd((apiVersion, kind), static key => new KindTemplate(key.ApiVersion, key.Kind));
        Volatile.Write(ref s_latest, found);
        return found;
    }

    /// <summary>An object with its type names, apiVersion and kind, and room for so many members.</summary>
    public PSObject Create(int members)
    {
        PSObject result = EmptyObject.Create(members);
        Add(result, _apiVersionBox);
        Add(result, _kindBox);
        SharedTypeNames.Assign(result, _typeNames);
        return result;
    }

    private static void Add(PSObject target, FieldBox? box)
    {
        if (box is not null)
        {
            target.Properties.Add(new LazyProperty(box), preValidated: true);
        }
    }

    private static FieldBox? BoxOf(string field, string text) =>
        text.Length > 0 ? FieldBox.Read(new KubeField(field, Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text)}\"")), text) : null;
}
