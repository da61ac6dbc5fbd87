using PodKube.Client.Resources;

namespace PodKube.Client.Tests.Resources;

public sealed class YoungGarbageTests
{
    private const int FirstStep = 512 * 1024;
    private const int Step = 1536 * 1024;

    private int _collections;

    [Fact]
    public void What_the_process_made_before_goes_soon_and_then_what_the_list_left_behind()
    {
        YoungGarbage garbage = Garbage(0);
        garbage.Add(FirstStep - 1);
        Assert.Equal(0, _collections);

        garbage.Add(1);
        Assert.Equal(1, _collections);

        garbage.Add(Step - 1);
        Assert.Equal(1, _collections);
        garbage.Add(1);
        garbage.Add(Step);
        Assert.Equal(3, _collections);
    }

    [Fact]
    public void Where_everything_is_kept_twice_in_a_row_it_is_looked_for_less_often()
    {
        YoungGarbage garbage = Garbage(Step * 5L);
        garbage.Add(FirstStep);
        garbage.Add(Step);
        Assert.Equal(2, _collections);

        garbage.Add((Step * 4) - 1);
        Assert.Equal(2, _collections);
        garbage.Add(1);
        Assert.Equal(3, _collections);
    }

    [Fact]
    public void What_is_kept_once_changes_nothing()
    {
        Queue<long> kept = new([Step * 2, 0, Step * 2, 0, 0]);
        YoungGarbage garbage = new(() => kept.Dequeue());

        garbage.Add(FirstStep);
        for (int made = 0; made < 4; made++)
        {
            garbage.Add(Step);
        }

        Assert.Empty(kept);
    }

    [Fact]
    public void Pages_that_overlap_may_say_it_at_the_same_time()
    {
        YoungGarbage garbage = Garbage(0);

        Parallel.For(0, Step, _ => garbage.Add(10));

        Assert.Equal(10, _collections);
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
