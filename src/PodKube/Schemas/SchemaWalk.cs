using System.Text.Json;

namespace PodKube.Schemas;

/// <summary>Walks through the fields of a kind.</summary>
internal sealed record SchemaWalk(string Kind, OpenApiSchemas Schemas)
{
    /// <summary>The fields below a schema; with <paramref name="recurse"/> those below them too, each type once on its own way down.</summary>
    public IEnumerable<KubeSchemaField> Fields(IReadOnlyList<string> path, JsonElement schema, bool recurse) =>
        Fields(path, schema, recurse, [OpenApiSchemas.ComponentOf(schema)]);

    public KubeSchemaField Describe(IEnumerable<string> path, string name, JsonElement schema, bool required) =>
        new(Kind, string.Join('.', path.Append(name)), name, OpenApiSchemas.TypeOf(schema), required, Schemas.DescriptionOf(schema))
        {
            Default = OpenApiSchemas.DefaultOf(schema),
            Values = [.. Schemas.ValuesOf(schema)],
        };

    private IEnumerable<KubeSchemaField> Fields(IReadOnlyList<string> path, JsonElement schema, bool recurse, IReadOnlyList<string?> above)
    {
        foreach ((string name, JsonElement child, bool required) in Schemas.FieldsOf(schema))
        {
            yield return Describe(path, name, child, required);

            // JSONSchemaProps is a field of itself. Only a schema with a name can be, for it takes a reference.
            string? component = OpenApiSchemas.ComponentOf(child);
            if (!recurse || (component is not null && above.Contains(component)))
            {
                continue;
            }

            foreach (KubeSchemaField below in Fields([.. path, name], child, recurse, [.. above, component]))
            {
                yield return below;
            }
        }
    }
}
