using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace PodKube.Loader;

/// <summary>
/// Runs when PowerShell imports PodKube.dll: from then on the default load context gets PodKube.Client from
/// <see cref="DependencyLoadContext"/>. No type of PodKube.Client may be needed before (no public class here derives from one).
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string ClientAssembly = "PodKube.Client";

    private static readonly Lazy<DependencyLoadContext> s_context = new(static () => new DependencyLoadContext(
        Path.Combine(ModulePaths.Root, "dependencies")));

    private static readonly object s_lock = new();

    private static int s_imports;

    /// <inheritdoc/>
    public void OnImport()
    {
        // Every runspace that imports the module comes here; one handler serves them all.
        lock (s_lock)
        {
            if (s_imports++ == 0)
            {
                AssemblyLoadContext.Default.Resolving += ResolveClient;
            }
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        lock (s_lock)
        {
            if (--s_imports == 0)
            {
                AssemblyLoadContext.Default.Resolving -= ResolveClient;
            }
        }
    }

    private static Assembly? ResolveClient(AssemblyLoadContext context, AssemblyName name) =>
        string.Equals(name.Name, ClientAssembly, StringComparison.Ordinal)
            ? s_context.Value.LoadFromAssemblyName(name)
            : null;
}
