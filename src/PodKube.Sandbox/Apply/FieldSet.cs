using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Apply;

/// <summary>
/// A set of field paths, as a tree; the form in which managedFields keeps ownership. Operations make new sets, which may share nodes with the old ones.
/// The children stand in two arrays, ordered by their steps: every write makes and merges such trees, and most nodes have few children or none.
/// </summary>
internal sealed class FieldSet
{
    private string[] _elements = [];
    private FieldSet[] _nodes = [];

    /// <summary>The path to this node is itself in the set.</summary>
    public bool IsMember { get; set; }

    /// <summary>How many children there are.</summary>
    public int Count { get; private set; }

    public bool IsEmpty
    {
        get
        {
            if (IsMember)
            {
                return false;
            }

            for (var i = 0; i < Count; i++)
            {
                if (!_nodes[i].IsEmpty)
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
        if (fields is null)
        {
            return set;
        }

        set.Reserve(fields.Count);
        foreach (var (element, node) in fields)
        {
            if (element == PathElements.Self)
            {
                set.IsMember = true;
            }
            else
            {
                var child = FromJson(node as JsonObject);
                child.IsMember |= node is not JsonObject { Count: > 0 };
                set.Put(element, child);
            }
        }

        return set;
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        for (var i = 0; i < Count; i++)
        {
            if (_nodes[i].IsEmpty)
            {
                continue;
            }

            if (IsMember && json.Count == 0)
            {
                json[PathElements.Self] = new JsonObject();
            }

            json[_elements[i]] = _nodes[i].ToJson();
        }

        return json;
    }

    /// <summary>The children with their steps, in the order of the steps.</summary>
    public IEnumerable<KeyValuePair<string, FieldSet>> Children()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return new KeyValuePair<string, FieldSet>(_elements[i], _nodes[i]);
        }
    }

    /// <summary>The node below this one, made where it is missing.</summary>
    public FieldSet Child(string element)
    {
        var place = PlaceOf(element);
        if (place >= 0)
        {
            return _nodes[place];
        }

        var child = new FieldSet();
        Insert(~place, element, child);
        return child;
    }

    public FieldSet? Find(string element) => PlaceOf(element) is >= 0 and var place ? _nodes[place] : null;

    public void Remove(string element)
    {
        var place = PlaceOf(element);
        if (place < 0)
        {
            return;
        }

        Count--;
        Array.Copy(_elements, place + 1, _elements, place, Count - place);
        Array.Copy(_nodes, place + 1, _nodes, place, Count - place);
    }

    // What only one side has is taken over as it is, not copied.
    public FieldSet Union(FieldSet other) => Combine(this, other, static (left, right) => left || right, keepsLeft: true, keepsRight: true);

    public FieldSet Intersection(FieldSet other) => Combine(this, other, static (left, right) => left && right, keepsLeft: false, keepsRight: false);

    public FieldSet Difference(FieldSet other) => Combine(this, other, static (left, right) => left && !right, keepsLeft: true, keepsRight: false);

    public bool SetEquals(FieldSet other) => Difference(other).IsEmpty && other.Difference(this).IsEmpty;

    /// <summary>Every path of the set, in order, as lists of steps.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths() => Paths([]);

    private IEnumerable<IReadOnlyList<string>> Paths(List<string> prefix)
    {
        if (IsMember)
        {
            yield return [.. prefix];
        }

        foreach (var (element, child) in Children())
        {
            prefix.Add(element);
            foreach (var path in child.Paths(prefix))
            {
                yield return path;
            }

            prefix.RemoveAt(prefix.Count - 1);
        }
    }

    /// <summary>Merges two sorted lists of children; a side whose children are not kept counts where both have them.</summary>
    private static FieldSet Combine(FieldSet left, FieldSet right, Func<bool, bool, bool> member, bool keepsLeft, bool keepsRight)
    {
        var result = new FieldSet { IsMember = member(left.IsMember, right.IsMember) };
        result.Reserve((keepsLeft ? left.Count : 0) + (keepsRight ? right.Count : 0));
        int i = 0, j = 0;
        while (i < left.Count || j < right.Count)
        {
            var order = i == left.Count ? 1 : j == right.Count ? -1 : string.CompareOrdinal(left._elements[i], right._elements[j]);
            if (order == 0)
            {
                result.Append(left._elements[i], Combine(left._nodes[i++], right._nodes[j++], member, keepsLeft, keepsRight));
            }
            else if (order < 0)
            {
                result.Append(left._elements[i], keepsLeft ? left._nodes[i] : null);
                i++;
            }
            else
            {
                result.Append(right._elements[j], keepsRight ? right._nodes[j] : null);
                j++;
            }
        }

        return result;
    }

    private void Append(string element, FieldSet? child)
    {
        if (child is { IsEmpty: false })
        {
            Insert(Count, element, child);
        }
    }

    private void Put(string element, FieldSet child)
    {
        var place = PlaceOf(element);
        if (place >= 0)
        {
            _nodes[place] = child;
        }
        else
        {
            Insert(~place, element, child);
        }
    }

    /// <summary>Where the step stands; the complement of where it would, if it is missing. What is read is mostly in order already: the end is looked at first.</summary>
    private int PlaceOf(string element) => Count == 0 || string.CompareOrdinal(_elements[Count - 1], element) < 0
        ? ~Count
        : Array.BinarySearch(_elements, 0, Count, element, StringComparer.Ordinal);

    private void Insert(int place, string element, FieldSet child)
    {
        if (Count == _elements.Length)
        {
            Reserve(Math.Max(4, Count * 2));
        }

        Array.Copy(_elements, place, _elements, place + 1, Count - place);
        Array.Copy(_nodes, place, _nodes, place + 1, Count - place);
        _elements[place] = element;
        _nodes[place] = child;
        Count++;
    }

    private void Reserve(int capacity)
    {
        if (capacity > _elements.Length)
        {
            Array.Resize(ref _elements, capacity);
            Array.Resize(ref _nodes, capacity);
        }
    }
}
