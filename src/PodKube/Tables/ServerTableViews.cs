using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using PodKube.Client.Resources;

namespace PodKube.Tables;

/// <summary>
/// The views that were made at run time, per runspace. Each is made when the first object of its kind is emitted, which is before
/// anything formats it, and anew when the server's columns have changed.
/// </summary>
internal static class ServerTableViews
{
    /// <summary>Reads the runspace's list of formats anew; preferences that the caller has set for commands of his own must not show here.</summary>
    private const string Reload =
        "Microsoft.PowerShell.Utility\\Update-FormatData -WhatIf:$false -Confirm:$false -Verbose:$false -ErrorAction Ignore -WarningAction Ignore";

    private static readonly ConditionalWeakTable<Runspace, Dictionary<string, IReadOnlyList<TableColumn>>> s_made = [];

    /// <summary>Sees to it that objects of this type name show with the columns of <paramref name="row"/>.</summary>
    public static void Ensure(string typeName, TableRow row, CommandInvocationIntrinsics commands)
    {
        if (Runspace.DefaultRunspace is not { InitialSessionState: { } state } runspace)
        {
            return;
        }

        Dictionary<string, IReadOnlyList<TableColumn>> made = s_made.GetOrCreateValue(runspace);
        if (made.TryGetValue(typeName, out IReadOnlyList<TableColumn>? before)
            && (ReferenceEquals(before, row.Columns) || before.SequenceEqual(row.Columns)))
        {
            return;
        }

        made[typeName] = row.Columns;
        Replace(state.Formats, typeName, row);
        try
        {
            commands.InvokeScript(Reload);
        }
        catch (RuntimeException)
        {
            // A host may forbid new formats: the objects show with the columns that every object has.
        }
    }

    private static void Replace(InitialSessionStateEntryCollection<SessionStateFormatEntry> formats, string typeName, TableRow row)
    {
        for (int i = formats.Count - 1; i >= 0; i--)
        {
            if (formats[i].FormatData?.TypeName == typeName)
            {
                formats.RemoveItem(i);
            }
        }

        formats.Add(new SessionStateFormatEntry(ServerTableView.Make(typeName, row)));
    }
}
