using PodKube.Client.Resources;

namespace PodKube.Client.Tests.Resources;

public sealed class YoungGarbageTests
{
    private const int Step = 2 * 1024 * 1024;

    private int _collections;

    [Fact]
    public void What_a_list_left_behind_is_collected_every_two_megabytes()
    {
        YoungGarbage garbage = Garbage(0);
        garbage.Add(Step - 1);
        Assert.Equal(0, _collections);

        garbage.Add(1);
        garbage.Add(Step);

        Assert.Equal(2, _collections);
    }

    [Fact]
    public void Where_everything_is_kept_it_is_looked_for_less_often()
    {
        YoungGarbage garbage = Garbage(Step);

        for (int made = 0; made < 4; made++)
        {
            garbage.Add(Step);
        }

        Assert.Equal(1, _collections);
        garbage.Add(Step);
        Assert.Equal(2, _collections);
    }

    [Fact]
    public void The_process_really_collects()
    {
        int before = GC.CollectionCount(0);

        new YoungGarbage().Add(Step);

        Assert.True(GC.CollectionCount(0) > before);
    }

    private YoungGarbage Garbage(long kept) => new(() =>
    {
        _collections++;
        return kept;
    });
}
