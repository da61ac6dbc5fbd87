using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Tests.Storage;

public sealed class ObjectStoreTests
{
    private readonly ObjectStore _store = new(historyPerResource: 4);

    [Fact]
    public void A_write_is_stamped_with_the_next_revision()
    {
        var first = _store.Create(Key("a"), Value("1"));
        var second = _store.Update(Key("a"), Value("2"));

        Assert.Equal(first.Revision + 1, second.Revision);
        Assert.Equal(second.Revision.ToString(null as IFormatProvider), (string)second.Value["metadata"]!["resourceVersion"]!);
        Assert.Equal(second.Revision, _store.Revision);
    }

    [Fact]
    public void A_second_object_of_the_same_key_is_refused()
    {
        _store.Create(Key("a"), Value("1"));

        Assert.Throws<RevisionConflictException>(() => _store.Create(Key("a"), Value("2")));
    }

    [Fact]
    public void A_write_that_expects_an_older_revision_is_refused()
    {
        var first = _store.Create(Key("a"), Value("1"));
        _store.Update(Key("a"), Value("2"), first.Revision);

        var conflict = Assert.Throws<RevisionConflictException>(() => _store.Update(Key("a"), Value("3"), first.Revision));
        Assert.Equal("2", Content(conflict.Current!));
    }

    [Fact]
    public void A_list_at_an_earlier_revision_shows_what_was_there()
    {
        _store.Create(Key("a"), Value("1"));
        var then = _store.Create(Key("b"), Value("1")).Revision;
        _store.Update(Key("a"), Value("2"));
        _store.Delete(Key("b"));
        _store.Create(Key("c"), Value("1"));

        var now = _store.List("things").Items;
        var before = _store.List("things", null, then).Items;

        Assert.Equal(["a", "c"], now.Select(item => item.Key.Name));
        Assert.Equal(["a", "b"], before.Select(item => item.Key.Name));
        Assert.Equal("1", Content(before[0]));
    }

    [Fact]
    public void Objects_are_ordered_by_their_path_as_etcd_orders_them()
    {
        foreach (var ns in (string[])["a-b", "a", "ab"])
        {
            _store.Create(new ObjectKey("things", ns, "x"), Value("1"));
        }

        // "a-b/x" < "a/x", because '-' comes before '/'.
        Assert.Equal(["a-b", "a", "ab"], _store.List("things").Items.Select(item => item.Key.Namespace));
    }

    [Fact]
    public void A_revision_that_the_history_no_longer_reaches_has_expired()
    {
        var start = _store.Revision;
        for (var i = 0; i < 12; i++)
        {
            _store.Create(Key("n" + i), Value("1"));
        }

        var expired = Assert.Throws<ExpiredException>(() => _store.List("things", null, start));
        Assert.Equal(start, expired.Requested);
        Assert.True(expired.Oldest > start);
    }

    [Fact]
    public async Task A_watch_gives_every_change_once_and_in_order()
    {
        var start = _store.Revision;
        _store.Create(Key("a"), Value("1"));
        var seen = new List<string>();
        await foreach (var change in _store.Watch("things", null, start, TestContext.Current.CancellationToken))
        {
            seen.Add($"{change.Type} {change.Object.Key.Name} {change.Previous is not null}");
            if (seen.Count == 1)
            {
                _store.Update(Key("a"), Value("2"));
                _store.Create(new ObjectKey("others", "ns", "z"), Value("1"));
                _store.Delete(Key("a"));
            }

            if (seen.Count == 3)
            {
                break;
            }
        }

        Assert.Equal(["Added a False", "Modified a True", "Deleted a True"], seen);
    }

    [Fact]
    public void A_compaction_expires_everything_before_it()
    {
        var start = _store.Revision;
        _store.Create(Key("a"), Value("1"));
        _store.Compact();

        Assert.Throws<ExpiredException>(() => _store.Follow("things", null, start).Take().ToList());
        Assert.Empty(_store.Follow("things", null, _store.Revision).Take());
    }

    private static ObjectKey Key(string name) => new("things", "ns", name);

    private static JsonObject Value(string content) => new() { ["metadata"] = new JsonObject(), ["content"] = content };

    private static string Content(StoredObject stored) => (string)stored.Value["content"]!;
}
