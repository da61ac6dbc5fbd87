using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server;

/// <summary>Reads one page of a resource: revision semantics, selectors, limit and continue.</summary>
internal static class ListQuery
{
    private const string ContinueExpired =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the "
        + "continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects "
        + "that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.";

    private const string ListExpired = "The resourceVersion for the provided list is too old.";

    /// <exception cref="ApiStatusException">400, 410, 422 or 504, as the options call for.</exception>
    public static ListPage Run(ResourceOperations operations, ResourceKind kind, string? ns, ListOptions options)
    {
        var store = operations.Store;
        var requested = options.ParseResourceVersion();
        if (options.Continue.Length > 0)
        {
            return View(kind, Continue(store, kind, ns, options, ContinueToken.Parse(options.Continue, ns)));
        }

        if (requested > store.Revision)
        {
            throw ApiErrors.ResourceVersionTooLarge(requested, store.Revision);
        }

        var exact = options.ResourceVersionMatch == "Exact" || (options.ResourceVersionMatch.Length == 0 && options.Limit > 0 && requested > 0);
        var snapshot = Snapshot(() => store.List(kind.StorageResource, ns, exact ? requested : 0), ListExpired);

        // From the cache, which "0" asks for, a real server answers in one piece.
        var limit = options.ResourceVersion == "0" ? 0 : options.Limit;
        return View(kind, Page(snapshot.Items, 0, snapshot.Revision, ns, options, limit));
    }

    private static ListPage View(ResourceKind kind, ListPage page) =>
        kind.Conversion is null ? page : page with { Items = [.. page.Items.Select(item => VersionedStore.View(kind, item))] };

    private static ListPage Continue(ObjectStore store, ResourceKind kind, string? ns, ListOptions options, ContinueToken token)
    {
        if (options.ResourceVersion.Length > 0 && options.ResourceVersion != "0")
        {
            throw ApiErrors.BadRequest("specifying resource version is not allowed when using continue");
        }

        ListSnapshot snapshot;
        try
        {
            snapshot = store.List(kind.StorageResource, ns, token.Revision == ContinueToken.Inconsistent ? 0 : token.Revision);
        }
        catch (ExpiredException)
        {
            throw ApiErrors.Expired(ContinueExpired, (token with { Revision = ContinueToken.Inconsistent }).Format(ns));
        }

        var start = FirstAfter(snapshot.Items, token.After);
        return Page(snapshot.Items, start, snapshot.Revision, ns, options, options.Limit);
    }

    private static ListSnapshot Snapshot(Func<ListSnapshot> read, string expired)
    {
        try
        {
            return read();
        }
        catch (ExpiredException)
        {
            throw ApiErrors.Expired(expired);
        }
    }

    private static ListPage Page(IReadOnlyList<StoredObject> all, int start, long revision, string? ns, ListOptions options, long limit)
    {
        if (limit <= 0 && start == 0 && !options.IsSelective)
        {
            return new ListPage(all, revision, "", null);
        }

        var items = new List<StoredObject>();
        var index = start;
        for (; index < all.Count && (limit <= 0 || items.Count < limit); index++)
        {
            if (options.Labels.Matches(all[index].Labels) && options.Fields.Matches(all[index]))
            {
                items.Add(all[index]);
            }
        }

        if (index >= all.Count)
        {
            return new ListPage(items, revision, "", null);
        }

        var next = new ContinueToken(revision, all[index - 1].Key.Path).Format(ns);
        return new ListPage(items, revision, next, options.IsSelective ? null : all.Count - index);
    }

    private static int FirstAfter(IReadOnlyList<StoredObject> items, string path)
    {
        int low = 0, high = items.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(items[middle].Key.Path, path) > 0)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
