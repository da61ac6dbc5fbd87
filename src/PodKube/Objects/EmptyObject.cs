using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace PodKube.Objects;

/// <summary>Makes the bare PSCustomObject that fields are put into.</summary>
internal static class EmptyObject
{
    private static bool s_hasCapacity = true;

    /// <summary>
    /// An object with room for so many members. Made this way an object keeps its members itself; else PowerShell keeps them in a table
    /// beside it, whose weak handles every garbage collection has to walk through: half the price of a list.
    /// </summary>
    public static PSObject Create(int members)
    {
        if (s_hasCapacity)
        {
            try
            {
                return WithCapacity(members);
            }
            catch (MissingMethodException)
            {
                s_hasCapacity = false;
            }
        }

        return new PSObject();
    }

    // Public in every PowerShell since 7.0, but not in the reference assembly that the module is compiled against.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PSObject WithCapacity(int instanceMemberCapacity);
}
