using PodKube.Client.Resources;

namespace PodKube.Client.Tests.Resources;

public sealed class YoungGarbageTests
{
    [Fact]
    public void What_a_list_left_behind_is_collected_every_eight_megabytes()
    {
        YoungGarbage garbage = new();
        WeakReference forgotten = Forget();
        garbage.Add((8 * 1024 * 1024) - 1);

        garbage.Add(1);

        Assert.False(forgotten.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Forget() => new(new byte[100]);
}
