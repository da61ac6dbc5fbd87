using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>The base of Set-KubeLabel and Set-KubeAnnotation: sets keys of a map in the metadata, removes those that are $null, leaves the others.</summary>
public abstract class SetMetadataCmdlet : PatchingCmdlet
{
    /// <summary>Sets the keys of the map <paramref name="field"/>.</summary>
    private protected void Set(TargetObject item, string field, IDictionary values)
    {
        string[] removed = [.. values.Cast<DictionaryEntry>().Where(static e => e.Value is null).Select(static e => LanguagePrimitives.ConvertTo<string>(e.Key))];
        JsonObject patch = [];
        foreach ((string key, string value) in TextMap.From(values))
        {
            patch[key] = removed.Contains(key, StringComparer.Ordinal) ? null : value;
        }

        if (patch.Count == 0)
        {
            throw new ArgumentException($"There is nothing to set: the {field} are empty.");
        }

        if (MayChange(item, $"Set {field} {string.Join(", ", patch.Select(static p => p.Value is null ? $"no {p.Key}" : $"{p.Key}={p.Value}"))}"))
        {
            Patch(item, item.Resolve(), new JsonObject { ["metadata"] = new JsonObject { [field] = patch } });
        }
    }
}
