using System.Reflection;

namespace PodKube.Client.Tests;

public sealed class ReferencesTests
{
    [Fact]
    public void The_client_needs_the_base_library_and_YamlDotNet_and_no_PowerShell()
    {
        AssemblyName[] references = typeof(KubeClient).Assembly.GetReferencedAssemblies();

        Assert.DoesNotContain(references, r => r.Name == "System.Management.Automation");
        Assert.Equal(["YamlDotNet"], references.Select(r => r.Name!).Where(n => !n.StartsWith("System.", StringComparison.Ordinal) && n is not "System" and not "netstandard" and not "Microsoft.Win32.Primitives"));
    }
}
