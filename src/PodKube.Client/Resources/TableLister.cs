using System.Runtime.CompilerServices;
using PodKube.Client.Requests;

namespace PodKube.Client.Resources;

/// <summary>Lists a kind as the table that the server shows for it; as plain objects where it makes none, or none with whole objects.</summary>
internal sealed class TableLister(KubeClient client, ApiResource resource, ListOptions options)
{
    internal async IAsyncEnumerable<TableRow> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isWhole = true;
        ObjectLister rows = new(client, resource, options, ListShape.Table(resource));
        IReadOnlyList<TableColumn>? columns = null;
        await foreach (KubeObject row in rows.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            // Servers send the columns before the rows, and the same ones with each page.
            columns ??= TableRow.ReadColumns(rows.Envelope?.Member(TableRow.Definitions));
            TableRow read = new(columns, row, resource);
            if (!read.IsWhole)
            {
                isWhole = false;
                break;
            }

            yield return read;
        }

        if (isWhole)
        {
            yield break;
        }

        await foreach (KubeObject item in new ObjectLister(client, resource, options).ListAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return new TableRow([], item, resource);
        }
    }
}
