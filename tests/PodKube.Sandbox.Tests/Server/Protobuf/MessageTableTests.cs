using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Schemas.Protobuf;

namespace PodKube.Sandbox.Tests.Server.Protobuf;

public sealed class MessageTableTests
{
    /// <summary>Kinds that are answered with 415, each with the reason.</summary>
    private static readonly Dictionary<string, string> s_withoutProtobuf = new()
    {
        ["apiextensions.k8s.io/v1 CustomResourceDefinition"] = "The schema keeps openAPIV3Schema as free JSON, protobuf has a message of its own for it; clients send JSON unless told otherwise.",
    };

    /// <summary>Group, version and kind of everything that a client may send in a body.</summary>
    public static TheoryData<string, string, string> WritableKinds()
    {
        var data = new TheoryData<string, string, string> { { "", "v1", "DeleteOptions" } };
        foreach (var name in Writable().Distinct())
        {
            if (!s_withoutProtobuf.ContainsKey(Describe(name)))
            {
                data.Add(name.Group, name.Version, name.Kind);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(WritableKinds))]
    public void Every_field_of_a_writable_kind_has_a_number(string group, string version, string kind)
    {
        var schema = SchemaLibrary.Shared.Find(group, version, kind);
        var layout = MessageLibrary.Shared.Find(group, version, kind);
        Assert.True(schema is not null, "There is no schema.");
        Assert.True(layout is not null, "There is no table entry.");

        var differences = new List<string>();
        Compare(kind, schema, layout, differences, []);

        Assert.Empty(differences);
    }

    [Fact]
    public void Kinds_without_protobuf_are_known_by_name() => Assert.Equal(
        s_withoutProtobuf.Keys,
        Writable().Where(name => MessageLibrary.Shared.Find(name.Group, name.Version, name.Kind) is null).Select(Describe).Distinct());

    private static string Describe((string Group, string Version, string Kind) name) => $"{name.Group}/{name.Version} {name.Kind}";

    private static IEnumerable<(string Group, string Version, string Kind)> Writable()
    {
        foreach (var kind in KindRegistry.CreateBuiltIn().All)
        {
            if (kind.Verbs.Contains("create"))
            {
                yield return (kind.Group, kind.Version, kind.Kind);
            }

            foreach (var subresource in kind.Subresources)
            {
                // The options of connections (exec, proxy, ...) travel in the query.
                if (!subresource.Kind.EndsWith("Options", StringComparison.Ordinal))
                {
                    yield return (subresource.Group ?? kind.Group, subresource.Version ?? kind.Version, subresource.Kind);
                }
            }
        }
    }

    private static void Compare(string path, TypeSchema schema, MessageLayout layout, List<string> differences, HashSet<string> seen)
    {
        if (!seen.Add(schema.GoName))
        {
            return;
        }

        var numbered = Members(layout).ToList();
        differences.AddRange(numbered.Where(name => schema.Find(name) is null).Select(name => $"{path}: {name} is in the table only"));
        foreach (var field in schema.Fields.Where(field => !IsTypeMeta(schema, field.Name)))
        {
            if (!numbered.Contains(field.Name))
            {
                differences.Add($"{path}: {field.Name} has no number");
            }

            var type = field.Type;
            while (type.Element is { } element)
            {
                type = element;
            }

            if (type.Type is SchemaType.Float or SchemaType.Duration)
            {
                differences.Add($"{path}: {field.Name} is a {type.GoName}, which the decoder does not read");
            }

            if (type.Type == SchemaType.Struct)
            {
                if (layout.Resolve(type.ShortName) is { } inner)
                {
                    Compare(path + "." + field.Name, type, inner, differences, seen);
                }
                else
                {
                    differences.Add($"{path}: {field.Name} is a {type.GoName}, which is not in the table");
                }
            }
        }
    }

    /// <summary>Kind and apiVersion of whole objects are on the wire only once, in the envelope.</summary>
    private static bool IsTypeMeta(TypeSchema schema, string field) =>
        field is "kind" or "apiVersion" && (schema.Find("metadata") is not null || schema.ShortName == "DeleteOptions");

    private static IEnumerable<string> Members(MessageLayout layout) => layout.Fields.Values.SelectMany(
        field => field.Inlined ? Members(layout.Resolve(field.Name) ?? throw new InvalidOperationException(field.Name + " is not in the table.")) : [field.Name]);
}
