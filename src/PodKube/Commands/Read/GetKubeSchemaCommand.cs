using System.Management.Automation;
using System.Text.Json;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Objects;
using PodKube.Schemas;

namespace PodKube.Commands;

/// <summary>Explains the fields of a kind, custom ones included, from the schema that the server itself uses.</summary>
[Cmdlet(VerbsCommon.Get, "KubeSchema")]
[OutputType(typeof(KubeSchemaField))]
public sealed class GetKubeSchemaCommand : SessionCmdlet
{
    /// <summary>The kind by any name, with a way to a field behind it if one likes: <c>pods</c>, <c>pods.spec.containers</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string Kind { get; set; } = "";

    /// <summary>The way to a field: <c>spec.template.spec</c>. Arrays and maps are passed through.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Emit the fields below the fields too, however deep.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    private protected override void ProcessWithSession()
    {
        (ApiResource resource, string[] path) = ResolvePath();
        KubeRequest request = KubeRequest.Raw(HttpMethod.Get, OpenApiSchemas.PathOf(resource)) with { Accept = "application/json" };
        using KubeResponse response = Await(stop => Client.SendAsync(request, stop));
        using JsonDocument document = JsonDocument.Parse(Await(response.ReadAsBytesAsync), new JsonDocumentOptions { MaxDepth = JsonValueReader.MaxDepth });
        OpenApiSchemas schemas = new(document.RootElement);
        JsonElement root = schemas.Find(resource)
            ?? throw KubeResourceException.NotServed(resource.QualifiedName, $"The server has no schema of {resource.ApiVersion} {resource.Kind}.", null);
        Emit(new SchemaWalk(resource.Kind, schemas), root, path);
    }

    // A name may hold points as well (deployments.apps), so the longest one that is served is the kind.
    private (ApiResource Resource, string[] Path) ResolvePath()
    {
        string[] asked = Path is null ? [] : Split(Path);
        try
        {
            return (Resolve(Kind), asked);
        }
        catch (KubeResourceException) when (Kind.Contains('.', StringComparison.Ordinal))
        {
            string[] parts = Kind.Split('.', 2);
            return (Resolve(parts[0]), [.. Split(parts[1]), .. asked]);
        }
    }

    private static string[] Split(string path) =>
        path.Replace("[]", "", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void Emit(SchemaWalk walk, JsonElement root, string[] path)
    {
        KubeSchemaField? leaf = null;
        JsonElement schema = root;
        for (int i = 0; i < path.Length; i++)
        {
            (string name, JsonElement child, bool required) = walk.Schemas.FieldsOf(schema).FirstOrDefault(f => f.Name.Equals(path[i], StringComparison.OrdinalIgnoreCase));
            if (name is null)
            {
                throw new ArgumentException(
                    $"{walk.Kind} has no field '{string.Join('.', path[..(i + 1)])}'; there are {string.Join(", ", walk.Schemas.FieldsOf(schema).Select(static f => f.Name))}.");
            }

            path[i] = name;
            leaf = walk.Describe(path[..i], name, child, required);
            schema = child;
        }

        KubeSchemaField[] fields = [.. walk.Fields(path, schema, Recurse)];
        WriteObject(fields.Length > 0 || leaf is null ? fields : [leaf], enumerateCollection: true);
    }
}
