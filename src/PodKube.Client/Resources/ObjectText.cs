namespace PodKube.Client.Resources;

/// <summary>
/// The bytes of one object. One that came in a list leaves them in its page until somebody asks, and takes them out then: who keeps an
/// object that was looked at keeps no page.
/// </summary>
internal sealed class ObjectText
{
    private readonly int _start;
    private readonly int _length;
    private PageText? _page;
    private ReadOnlyMemory<byte> _json;

    /// <param name="json">The bytes. They are kept, not copied.</param>
    internal ObjectText(ReadOnlyMemory<byte> json) => _json = json;

    /// <param name="page">The page it came in.</param>
    /// <param name="start">Where it begins in the page.</param>
    /// <param name="length">How many bytes it has.</param>
    internal ObjectText(PageText page, int start, int length)
    {
        _page = page;
        _start = start;
        _length = length;
    }

    internal ReadOnlyMemory<byte> Json
    {
        get
        {
            if (Volatile.Read(ref _page) is { } page)
            {
                // Two threads may both do it: each finds the same bytes at the same place of the array, whichever it gets.
                _json = page.Copy(_start, _length);
                Volatile.Write(ref _page, null);
            }

            return _json;
        }
    }

    /// <summary>The bytes, left where they are. Only while the page is being given out, and by who gives it out.</summary>
    internal ReadOnlySpan<byte> Peek() => _page is { } page ? page.Peek(_start, _length) : _json.Span;
}
