using System.Globalization;
using System.Management.Automation;
using PodKube.Client.Resources;

namespace PodKube.Commands;

/// <summary>Shows how far a list of several pages has come, as far as the server says how much is left.</summary>
internal sealed class ListProgress(Cmdlet cmdlet, string what)
{
    private const int Id = 1;

    private ListPageInfo? _page;
    private long _seen;
    private bool _isShown;

    /// <summary>Takes over what the server says about a page; from any thread.</summary>
    public void Take(ListPageInfo page) => Volatile.Write(ref _page, page);

    /// <summary>Counts an object, and shows what has changed since.</summary>
    public void Show()
    {
        // What the server says of a page comes with the first object of the next one.
        _seen++;
        if (Interlocked.Exchange(ref _page, null) is not { IsLast: false } page)
        {
            return;
        }

        _isShown = true;
        string all = page.RemainingItemCount is { } rest ? string.Create(CultureInfo.InvariantCulture, $" of about {_seen - 1 + rest:N0}") : "";
        cmdlet.WriteProgress(new ProgressRecord(Id, $"Listing {what}", string.Create(CultureInfo.InvariantCulture, $"{_seen:N0}{all}"))
        {
            PercentComplete = page.RemainingItemCount is { } left ? (int)(_seen * 100 / Math.Max(1, _seen - 1 + left)) : -1,
        });
    }

    /// <summary>Takes the progress away; a pipeline that stops does so by itself.</summary>
    public void Complete()
    {
        if (_isShown)
        {
            cmdlet.WriteProgress(new ProgressRecord(Id, $"Listing {what}", " ") { RecordType = ProgressRecordType.Completed });
        }
    }
}
