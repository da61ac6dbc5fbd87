using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Faults;

/// <summary>The faults that are set now. Safe for concurrent use.</summary>
internal sealed class FaultPlan
{
    private readonly object _lock = new();
    private readonly List<Entry> _entries = [];
    private int _lastId;
    private int _count;

    /// <summary>True as long as nothing is to go wrong; read without the lock, before each request.</summary>
    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    /// <summary>Sets a fault and returns its identifier.</summary>
    public string Add(Fault fault)
    {
        lock (_lock)
        {
            var id = (++_lastId).ToString(CultureInfo.InvariantCulture);
            _entries.Add(new Entry(id, fault));
            Volatile.Write(ref _count, _entries.Count);
            return id;
        }
    }

    public bool Remove(string id)
    {
        lock (_lock)
        {
            var removed = _entries.RemoveAll(entry => entry.Id == id);
            Volatile.Write(ref _count, _entries.Count);
            return removed > 0;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            Volatile.Write(ref _count, 0);
        }
    }

    /// <summary>The faults that hit this request, in the order in which they were set; each counts it as a hit.</summary>
    public IReadOnlyList<Fault> Take(RequestInfo request)
    {
        lock (_lock)
        {
            return _entries.Count == 0 ? [] : [.. _entries.Where(entry => entry.Hits(request)).Select(entry => entry.Fault)];
        }
    }

    public JsonArray ToJson()
    {
        lock (_lock)
        {
            return new JsonArray([.. _entries.Select(entry => (JsonNode)entry.ToJson())]);
        }
    }

    private sealed class Entry(string id, Fault fault)
    {
        private int _seen;
        private int _hits;

        public string Id => id;

        public Fault Fault => fault;

        public bool Hits(RequestInfo request)
        {
            if (_hits >= (fault.Count ?? int.MaxValue) || !fault.Matches(request) || ++_seen <= fault.Skip)
            {
                return false;
            }

            _hits++;
            return true;
        }

        public JsonObject ToJson()
        {
            var json = fault.ToJson();
            json["id"] = id;
            json["hits"] = _hits;
            return json;
        }
    }
}
