using System.Reflection;
using System.Runtime.Loader;

namespace PodKube.Loader;

/// <summary>
/// The private load context of everything that PodKube.dll stands on. It reads only the module's own <c>dependencies</c> folder,
/// so that a copy of YamlDotNet that another module has loaded is neither used nor disturbed.
/// </summary>
internal sealed class DependencyLoadContext(string folder) : AssemblyLoadContext("PodKube", isCollectible: false)
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
