using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Finds the files that a cmdlet's path parameters name, in PowerShell's own way.</summary>
internal static class TextFiles
{
    /// <summary>The file system paths of the files; a path that leads nowhere is written as an error and the others go on.</summary>
    public static IEnumerable<string> Resolve(PSCmdlet cmdlet, IEnumerable<string> paths, bool wildcards)
    {
        foreach (string path in paths)
        {
            foreach (string file in Resolve(cmdlet, path, wildcards))
            {
                yield return file;
            }
        }
    }

    private static IEnumerable<string> Resolve(PSCmdlet cmdlet, string path, bool wildcards)
    {
        try
        {
            ProviderInfo provider;
            IReadOnlyCollection<string> files = wildcards
                ? cmdlet.GetResolvedProviderPathFromPSPath(path, out provider)
                : [cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)];
            if (provider.Name == "FileSystem")
            {
                return files;
            }

            cmdlet.WriteError(
                new ErrorRecord(
                    new NotSupportedException($"'{path}' is not in the file system."),
                    "NotAFile",
                    ErrorCategory.InvalidArgument,
                    path
                )
            );
        }
        catch (Exception e)
            when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            cmdlet.WriteError(new ErrorRecord(e, "PathNotFound", ErrorCategory.ObjectNotFound, path));
        }

        return [];
    }
}
