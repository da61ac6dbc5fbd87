using System.Runtime.CompilerServices;
using PodKube.Client.Requests;

namespace PodKube.Client.Resources;

/// <summary>Lists a kind as the table that the server shows for it.</summary>
internal sealed class TableLister
{
    private readonly ObjectLister _rows;
    private readonly ApiResource _resource;

    internal TableLister(KubeClient client, ApiResource resource, ListOptions options)
    {
        _resource = resource;
        _rows = new ObjectLister(client, resource, options, ListShape.Table(resource));
    }

    internal async IAsyncEnumerable<TableRow> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<TableColumn>? columns = null;
        await foreach (KubeObject row in _rows.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            // Servers send the columns before the rows, and the same ones with each page.
            columns ??= _rows.Envelope?.Member("columnDefinitions") is { } definitions ? TableRow.ReadColumns(definitions) : [];
            yield return new TableRow(columns, row, _resource);
        }
    }
}
