using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Apply;

/// <summary>A set of field paths, as a tree; the form in which managedFields keeps ownership. Operations make new sets.</summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    /// <summary>The path to this node is itself in the set.</summary>
    public bool IsMember { get; set; }

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public bool IsEmpty => !IsMember && _children.Values.All(child => child.IsEmpty);

    /// <summary>Reads the FieldsV1 form: {"f:a":{".":{},"f:b":{}}}; a node without children is a member.</summary>
    public static FieldSet FromJson(JsonObject? fields)
    {
        var set = new FieldSet();
        foreach (var (element, node) in fields ?? [])
        {
            if (element == PathElements.Self)
            {
                set.IsMember = true;
            }
            else
            {
                var child = FromJson(node as JsonObject);
                child.IsMember |= node is not JsonObject { Count: > 0 };
                set._children[element] = child;
            }
        }

        return set;
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (IsMember && _children.Values.Any(child => !child.IsEmpty))
        {
            json[PathElements.Self] = new JsonObject();
        }

        foreach (var (element, child) in _children)
        {
            if (child.IsEmpty)
            {
                continue;
            }

            json[element] = child.ToJson();
        }

        return json;
    }

    /// <summary>The node below this one, made where it is missing.</summary>
    public FieldSet Child(string element)
    {
        if (!_children.TryGetValue(element, out var child))
        {
            _children[element] = child = new FieldSet();
        }

        return child;
    }

    public FieldSet? Find(string element) => _children.GetValueOrDefault(element);

    public void Remove(string element) => _children.Remove(element);

    public FieldSet Union(FieldSet other) => Combine(this, other, (left, right) => left || right);

    public FieldSet Intersection(FieldSet other) => Combine(this, other, (left, right) => left && right);

    public FieldSet Difference(FieldSet other) => Combine(this, other, (left, right) => left && !right);

    public bool SetEquals(FieldSet other) => Difference(other).IsEmpty && other.Difference(this).IsEmpty;

    /// <summary>Every path of the set, in order, as lists of steps.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths() => Paths([]);

    private IEnumerable<IReadOnlyList<string>> Paths(List<string> prefix)
    {
        if (IsMember)
        {
            yield return [.. prefix];
        }

        foreach (var (element, child) in _children)
        {
            prefix.Add(element);
            foreach (var path in child.Paths(prefix))
            {
                yield return path;
            }

            prefix.RemoveAt(prefix.Count - 1);
        }
    }

    private static FieldSet Combine(FieldSet? left, FieldSet? right, Func<bool, bool, bool> member)
    {
        var result = new FieldSet { IsMember = member(left?.IsMember == true, right?.IsMember == true) };
        foreach (var element in (left?._children.Keys ?? Enumerable.Empty<string>()).Union(right?._children.Keys ?? Enumerable.Empty<string>()))
        {
            var child = Combine(left?.Find(element), right?.Find(element), member);
            if (!child.IsEmpty)
            {
                result._children[element] = child;
            }
        }

        return result;
    }
}
