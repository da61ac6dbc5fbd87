using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Apply;

/// <summary>Keeps metadata.managedFields: after a write of any kind, and for server-side apply, whose merge depends on it.</summary>
internal sealed class FieldOwnership(TimeProvider time)
{
    /// <summary>More Update entries than this are folded into one.</summary>
    private const int MaximumUpdaters = 10;

    private static readonly string[] s_serverMetadata =
        ["name", "namespace", "creationTimestamp", "selfLink", "uid", "generation", "managedFields", "resourceVersion"];

    /// <summary>Records in <paramref name="changed"/> who owns what after a create, update or patch.</summary>
    /// <param name="live">What is stored, or the type's zero object for a create.</param>
    public void Update(ResourceKind kind, JsonObject live, JsonObject changed, Writer writer) =>
        Update(kind.Schema, kind.HasStatus, live, changed, writer);

    /// <param name="hasStatus">Status is written by a subresource of its own.</param>
    public void Update(TypeSchema schema, bool hasStatus, JsonObject live, JsonObject changed, Writer writer)
    {
        var entries = ManagedEntry.Read(changed.Metadata());
        if (entries.Count == 0 || writer.Subresource.Length > 0)
        {
            entries = ManagedEntry.Read(live.GetObject("metadata"));
        }

        var comparison = Comparison.Of(schema, live, changed).WithoutEntries();
        Disown(entries, comparison, null);
        var owned = Own(hasStatus, comparison.Added.Union(comparison.Modified), writer.Subresource);
        if (!owned.IsEmpty)
        {
            AddUpdate(entries, owned, writer);
        }

        FoldOldest(entries);
        ManagedEntry.Write(changed.Metadata(), entries);
    }

    /// <summary>Merges an applied configuration into the live object and records its owner.</summary>
    /// <param name="decode">Brings the merged object into the form that is stored: defaults, canonical values.</param>
    /// <exception cref="ApiStatusException">500: the configuration does not fit the schema. 409: other owners hold fields that the configuration changes, and force is not given.</exception>
    public JsonObject Apply(ResourceKind kind, JsonObject live, JsonObject configuration, Writer writer, bool force, Func<JsonObject, JsonObject> decode)
    {
        var schema = kind.Schema;
        var entries = ManagedEntry.Read(live.GetObject("metadata"));
        var before = WithoutEntries(live);
        var applied = WithoutEntries(configuration);
        if (AppliedTypes.FindError(schema, applied) is { } mistyped)
        {
            throw ApiErrors.Mistyped(kind, configuration, mistyped);
        }

        var mine = new ManagedEntry
        {
            Manager = writer.Manager,
            Operation = "Apply",
            ApiVersion = writer.ApiVersion,
            Subresource = writer.Subresource,
            Fields = Own(kind.HasStatus, AppliedFields.Of(schema, applied), writer.Subresource),
        };
        var former = entries.Find(mine.IsSameOwner);
        var merged = TypedMerge.Merge(schema, before, applied);
        entries.RemoveAll(mine.IsSameOwner);
        entries.Add(mine);
        if (former is not null)
        {
            merged = TypedMerge.Remove(schema, merged, Abandoned(schema, former.Fields, entries));
        }

        var comparison = Comparison.Of(schema, before, merged);
        var isKubectl = writer.Manager == LastApplied.Manager;
        var conflicts = force ? [] : Conflicts(entries, comparison, mine, isKubectl ? LastApplied.Untouched(schema, before) : new FieldSet());
        if (conflicts.Count > 0)
        {
            throw ConflictError(conflicts);
        }

        Disown(entries, comparison, mine);
        var result = decode(merged);
        if (isKubectl)
        {
            LastApplied.Renew(result, configuration);
        }

        var unchanged = former is not null && former.Fields.SetEquals(mine.Fields) && JsonEquality.Same(result, before);
        mine.Time = unchanged ? former!.Time : ObjectMeta.Time(time.GetUtcNow());
        ManagedEntry.Write(result.Metadata(), entries.Where(entry => !entry.Fields.IsEmpty));
        return result;
    }

    private static JsonObject WithoutEntries(JsonObject obj)
    {
        var copy = (JsonObject)obj.DeepClone();
        copy.GetObject("metadata")?.Remove("managedFields");
        return copy;
    }

    private void AddUpdate(List<ManagedEntry> entries, FieldSet owned, Writer writer)
    {
        var mine = new ManagedEntry
        {
            Manager = writer.Manager,
            Operation = "Update",
            ApiVersion = writer.ApiVersion,
            Subresource = writer.Subresource,
            Fields = owned,
            Time = ObjectMeta.Time(time.GetUtcNow()),
        };
        if (entries.Find(mine.IsSameOwner) is { } former)
        {
            mine.Fields = former.Fields.Union(owned);
            entries.Remove(former);
        }

        entries.Add(mine);
    }

    /// <summary>Takes changed and removed fields from everybody but the one writer; entries left with nothing go.</summary>
    private static void Disown(List<ManagedEntry> entries, Comparison comparison, ManagedEntry? writer)
    {
        var lost = comparison.Added.Union(comparison.Modified).Union(comparison.Removed);
        foreach (var entry in entries)
        {
            if (entry != writer)
            {
                entry.Fields = entry.Fields.Difference(lost);
            }
        }

        entries.RemoveAll(entry => entry != writer && entry.Fields.IsEmpty);
    }

    /// <summary>Fields of a set that can have an owner: not what the server sets, nor what this write resets.</summary>
    private static FieldSet Own(bool hasStatus, FieldSet fields, string subresource)
    {
        fields.Remove("f:apiVersion");
        fields.Remove("f:kind");
        if (fields.Find("f:metadata") is { } metadata)
        {
            metadata.IsMember = false;
            foreach (var name in s_serverMetadata)
            {
                metadata.Remove("f:" + name);
            }
        }

        if (hasStatus)
        {
            fields.Remove(subresource == "status" ? "f:spec" : "f:status");
        }

        return fields;
    }

    /// <summary>What the former configuration set and neither the new one nor anybody else holds.</summary>
    private static FieldSet Abandoned(TypeSchema schema, FieldSet former, List<ManagedEntry> entries)
    {
        var held = new FieldSet();
        foreach (var entry in entries)
        {
            held = held.Union(entry.Fields);
        }

        return WithParents(schema, former).Difference(WithParents(schema, held));
    }

    /// <summary>The set with every node on the way to a member that the schema names as a member too.</summary>
    private static FieldSet WithParents(TypeSchema? type, FieldSet set)
    {
        var result = new FieldSet { IsMember = set.IsMember };
        foreach (var (element, child) in set.Children())
        {
            if (child.IsEmpty)
            {
                continue;
            }

            var isField = element[0] == 'f';
            var childType = type is null ? null : isField ? TypedMembers.TypeOf(type, element[2..]) : type.Element;
            var target = result.Child(element);
            var inner = WithParents(childType, child);
            Copy(inner, target);
            target.IsMember |= isField && type is not null && TypedMembers.IsNamed(type, element[2..]);
        }

        return result;
    }

    private static void Copy(FieldSet from, FieldSet to)
    {
        to.IsMember = from.IsMember;
        foreach (var (element, child) in from.Children())
        {
            Copy(child, to.Child(element));
        }
    }

    private static List<(ManagedEntry Owner, FieldSet Fields)> Conflicts(
        List<ManagedEntry> entries, Comparison comparison, ManagedEntry writer, FieldSet allowed)
    {
        var changed = comparison.Modified.Union(comparison.Added).Difference(allowed);
        return [.. entries.Where(entry => entry != writer)
            .Select(entry => (Owner: entry, Fields: entry.Fields.Intersection(changed)))
            .Where(conflict => !conflict.Fields.IsEmpty)
            .OrderBy(conflict => conflict.Owner.Manager, StringComparer.Ordinal)];
    }

    private static ApiStatusException ConflictError(List<(ManagedEntry Owner, FieldSet Fields)> conflicts)
    {
        var causes = new JsonArray();
        var groups = new List<string>();
        foreach (var (owner, fields) in conflicts)
        {
            var lines = new List<string>();
            foreach (var path in fields.Paths())
            {
                var text = string.Concat(path.Select(PathElements.Describe));
                lines.Add(text);
                causes.Add((JsonNode)new JsonObject
                {
                    ["reason"] = "FieldManagerConflict",
                    ["message"] = "conflict with " + owner.Describe(),
                    ["field"] = text,
                });
            }

            groups.Add($"conflicts with {owner.Describe()}:\n- " + string.Join("\n- ", lines));
        }

        var message = causes.Count == 1
            ? $"Apply failed with 1 conflict: {((JsonObject)causes[0]!).GetText("message")}: {((JsonObject)causes[0]!).GetText("field")}"
            : $"Apply failed with {causes.Count} conflicts: {string.Join('\n', groups)}";
        return ApiErrors.Make(409, "Conflict", message, new JsonObject { ["causes"] = causes });
    }

    private static void FoldOldest(List<ManagedEntry> entries)
    {
        var updaters = entries.Where(entry => !entry.IsApply).OrderBy(entry => entry.Time, StringComparer.Ordinal).ToList();
        if (updaters.Count <= MaximumUpdaters)
        {
            return;
        }

        var folded = updaters[..(updaters.Count - MaximumUpdaters + 1)];
        var fields = new FieldSet();
        foreach (var entry in folded)
        {
            fields = fields.Union(entry.Fields);
            entries.Remove(entry);
        }

        entries.Add(new ManagedEntry { Manager = "ancient-changes", Operation = "Update", ApiVersion = folded[^1].ApiVersion, Time = folded[^1].Time, Fields = fields });
    }
}
