using System.Runtime.CompilerServices;
using PodKube.Client.Resources;

namespace PodKube.Client.Tests.Resources;

public sealed class YoungGarbageTests
{
    private const int Step = 2 * 1024 * 1024;

    [Fact]
    public void What_a_list_left_behind_is_collected_every_two_megabytes()
    {
        YoungGarbage garbage = new();
        WeakReference forgotten = Forget();
        garbage.Add(Step - 1);

        garbage.Add(1);

        Assert.False(forgotten.IsAlive);
    }

    [Fact]
    public void Where_everything_is_kept_it_is_looked_for_less_often()
    {
        YoungGarbage garbage = new();
        List<byte[]> kept = [];
        for (int made = 0; made < Step; made += 1024)
        {
            kept.Add(new byte[1024]);
            garbage.Add(1024);
        }

        WeakReference forgotten = Forget();
        garbage.Add(Step);

        Assert.True(forgotten.IsAlive);
        GC.KeepAlive(kept);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forget() => new(new byte[100]);
}
