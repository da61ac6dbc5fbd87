using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace PodKube.Sandbox.Hosting;

/// <summary>The calls of the C library that .NET has no name for.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class NativeMethods
{
    public const int Terminate = 15;

    /// <summary>Replaces a name in one step, links themselves included, where File.Move follows them.</summary>
    public static void Rename(string from, string to)
    {
        if (RenameNative(from, to) != 0)
        {
            throw new IOException($"Could not rename {from} to {to}.", new Win32Exception());
        }
    }

    /// <summary>Sends a signal; a process that is gone already is none to worry about.</summary>
    public static void Signal(int processId, int signal) => _ = Kill(processId, signal);

    /// <summary>Sets a variable of the environment for native code; <see cref="Environment"/> keeps what it read before.</summary>
    public static void SetVariable(string name, string value) => _ = SetEnvironment(name, value, 1);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameNative(string from, string to);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
