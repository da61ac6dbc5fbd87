using System.Text;
using PodKube.Client.Patches;

namespace PodKube;

/// <summary>Writes a diff in the colours of git and kubectl. PowerShell takes the colours out where the output is no terminal.</summary>
internal static class DiffText
{
    private const string Reset = "\u001b[0m";
    private const string Bold = "\u001b[1m";
    private const string Red = "\u001b[31m";
    private const string Green = "\u001b[32m";
    private const string Cyan = "\u001b[36m";

    public static string Color(string target, string state, IReadOnlyList<DiffLine> lines)
    {
        StringBuilder text = new();
        text.Append(Bold).Append(target).Append(" (").Append(state).Append(')').Append(Reset);
        foreach (DiffLine line in lines)
        {
            text.Append('\n');
            Append(text, line);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, DiffLine line)
    {
        string? color = line.Kind switch
        {
            DiffLineKind.Added => Green,
            DiffLineKind.Removed => Red,
            DiffLineKind.Hunk => Cyan,
            _ => null,
        };
        if (color is null)
        {
            text.Append(line);
        }
        else
        {
            text.Append(color).Append(line).Append(Reset);
        }
    }
}
