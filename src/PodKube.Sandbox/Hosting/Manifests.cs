using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Hosting;

/// <summary>Creates the objects of manifest files, as <c>kubectl create</c> would; an object that is there already is replaced.</summary>
internal sealed class Manifests(ResourceOperations operations, string defaultNamespace)
{
    // What others need to be there first, whatever the order in the files.
    private static readonly string[] s_first = ["Namespace", "CustomResourceDefinition", "ServiceAccount"];

    private readonly OperationContext _context = new()
    {
        User = ControlPlane.Administrator,
        FieldManager = "kubectl-create",
        FieldValidation = FieldValidation.Strict,
    };

    /// <exception cref="ManifestException">A file cannot be read, or the server refuses an object.</exception>
    public void Create(IEnumerable<string> files)
    {
        foreach (var (file, obj) in files.SelectMany(Read).OrderBy(entry => RankOf(entry.Object)))
        {
            Create(file, obj);
        }
    }

    private static int RankOf(JsonObject obj) => Array.IndexOf(s_first, obj.TextOrEmpty("kind")) is var rank and >= 0 ? rank : s_first.Length;

    private static IEnumerable<(string File, JsonObject Object)> Read(string file)
    {
        try
        {
            return [.. YamlText.ParseAll(File.ReadAllText(file)).OfType<JsonObject>().SelectMany(Flatten).Select(obj => (file, obj))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ManifestException($"{file}: {failure.Message}", failure);
        }
    }

    private static IEnumerable<JsonObject> Flatten(JsonObject document) => document.GetText("kind") == "List"
        ? document.GetArray("items").Objects().Select(item => (JsonObject)item.DeepClone()).ToList()
        : [document];

    private void Create(string file, JsonObject obj)
    {
        var (apiVersion, name) = (obj.TextOrEmpty("apiVersion"), obj.TextOrEmpty("kind"));
        var kind = operations.Kinds.FindByKind(apiVersion, name)
            ?? throw new ManifestException($"{file}: no matches for kind {GoText.Quote(name)} in version {GoText.Quote(apiVersion)}");
        var ns = !kind.Namespaced ? "" : obj.Namespace() is { Length: > 0 } given ? given : defaultNamespace;
        try
        {
            CreateOrReplace(kind, ns, obj);
        }
        catch (ApiStatusException refused)
        {
            throw new ManifestException($"{file}: {refused.Message}", refused);
        }
    }

    private void CreateOrReplace(ResourceKind kind, string ns, JsonObject obj)
    {
        if (operations.Find(kind, ns, obj.Name()) is null)
        {
            operations.Create(_context, kind, ns, obj);
        }
        else
        {
            operations.Update(_context, kind, ns, obj.Name(), _ => (JsonObject)obj.DeepClone());
        }
    }
}
