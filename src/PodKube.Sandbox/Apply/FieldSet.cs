using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Apply;

/// <summary>A set of field paths, as a tree; the form in which managedFields keeps ownership. Operations make new sets.</summary>
internal sealed class FieldSet
{
    private static readonly SortedDictionary<string, FieldSet> s_none = new(StringComparer.Ordinal);
    private SortedDictionary<string, FieldSet> _children = s_none;

    /// <summary>The path to this node is itself in the set.</summary>
    public bool IsMember { get; set; }

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public bool IsEmpty
    {
        get
        {
            if (IsMember)
            {
                return false;
            }

            foreach (var (_, child) in _children)
            {
                if (!child.IsEmpty)
                {
                    return false;
                }
            }

            return true;
        }
    }

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
                set.Own()[element] = child;
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
            Own()[element] = child = new FieldSet();
        }

        return child;
    }

    public FieldSet? Find(string element) => _children.GetValueOrDefault(element);

    public void Remove(string element) => _children.Remove(element);

    // What only one side has is taken over as it is, not copied.
    public FieldSet Union(FieldSet other) => Combine(this, other, static (left, right) => left || right, static left => left, static right => right);

    public FieldSet Intersection(FieldSet other) => Combine(this, other, static (left, right) => left && right, static _ => null, static _ => null);

    public FieldSet Difference(FieldSet other) => Combine(this, other, static (left, right) => left && !right, static left => left, static _ => null);

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

    private static FieldSet Combine(
        FieldSet left, FieldSet right, Func<bool, bool, bool> member, Func<FieldSet, FieldSet?> onlyLeft, Func<FieldSet, FieldSet?> onlyRight)
    {
        var result = new FieldSet { IsMember = member(left.IsMember, right.IsMember) };
        foreach (var (element, child) in left._children)
        {
            result.Take(element, right.Find(element) is { } other ? Combine(child, other, member, onlyLeft, onlyRight) : onlyLeft(child));
        }

        foreach (var (element, child) in right._children)
        {
            if (!left._children.ContainsKey(element))
            {
                result.Take(element, onlyRight(child));
            }
        }

        return result;
    }

    private void Take(string element, FieldSet? child)
    {
        if (child is { IsEmpty: false })
        {
            Own()[element] = child;
        }
    }

    /// <summary>Most nodes have no children: they share one empty dictionary until they get one.</summary>
    private SortedDictionary<string, FieldSet> Own() =>
        ReferenceEquals(_children, s_none) ? _children = new SortedDictionary<string, FieldSet>(StringComparer.Ordinal) : _children;
}
