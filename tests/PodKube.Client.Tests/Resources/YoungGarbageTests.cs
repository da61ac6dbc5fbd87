using System.Runtime.CompilerServices;
using PodKube.Client.Resources;

namespace PodKube.Client.Tests.Resources;

public sealed class YoungGarbageTests
{
    private const int Step = (int)YoungGarbage.ShortStep;
    private const int Many = ((YoungGarbage.Witnesses - 1) * YoungGarbage.WitnessDistance) + YoungGarbage.MostOnTheWay;

    private int _collections;

    [Fact]
    public void What_a_list_leaves_behind_goes_every_few_megabytes()
    {
        YoungGarbage garbage = Garbage();
        garbage.Add(Step - 1, []);
        Assert.Equal(0, _collections);

        garbage.Add(1, []);
        Assert.Equal(1, _collections);

        garbage.Add(Step - 1, []);
        Assert.Equal(1, _collections);
        garbage.Add(1, []);
        garbage.Add(Step, []);
        Assert.Equal(3, _collections);
    }

    [Fact]
    public void Where_the_objects_are_kept_it_is_looked_for_less_often()
    {
        YoungGarbage garbage = Garbage();
        KubeObject[] kept = Make(Many);
        garbage.Add(Step, kept);
        Assert.Equal(1, _collections);

        garbage.Add((int)YoungGarbage.LongStep - 1, []);
        Assert.Equal(1, _collections);
        garbage.Add(1, []);
        Assert.Equal(2, _collections);
        GC.KeepAlive(kept);
    }

    [Fact]
    public void Where_some_are_let_go_it_is_looked_for_as_before()
    {
        YoungGarbage garbage = Garbage();
        KubeObject?[] kept = AddAndDropTheFirst(garbage);
        garbage.Add(Step, []);
        garbage.Add(Step, []);

        Assert.Equal(2, _collections);
        GC.KeepAlive(kept);
    }

    [Fact]
    public void Objects_that_may_still_be_on_their_way_tell_nothing()
    {
        YoungGarbage garbage = Garbage();
        KubeObject[] onTheWay = Make(Many - 1);
        garbage.Add(Step, onTheWay);
        garbage.Add(Step, []);

        Assert.Equal(2, _collections);
        GC.KeepAlive(onTheWay);
    }

    [Fact]
    public void Objects_that_a_collection_made_older_on_their_way_tell_nothing()
    {
        YoungGarbage garbage = new(() => _collections++);
        KubeObject?[] list = Make(Many);
        garbage.Add(0, list!);
        GC.Collect(0);
        DropAllButThoseOnTheirWay(list);
        GC.Collect();

        garbage.Add(Step, []);
        garbage.Add(Step, []);

        Assert.Equal(2, _collections);
        GC.KeepAlive(list);
    }

    [Fact]
    public void When_objects_are_let_go_again_it_is_looked_for_as_at_first()
    {
        YoungGarbage garbage = Garbage();
        KubeObject[] kept = Make(Many);
        garbage.Add(Step, kept);
        KubeObject?[] others = AddAndDropTheFirst(garbage);
        garbage.Add((int)YoungGarbage.LongStep, []);
        garbage.Add(Step, []);

        Assert.Equal(3, _collections);
        GC.KeepAlive(kept);
        GC.KeepAlive(others);
    }

    [Fact]
    public void Bytes_that_are_no_object_yet_tell_nothing()
    {
        YoungGarbage garbage = Garbage();
        KubeObject?[] kept = AddAndDropTheFirst(garbage);
        garbage.Add(Step, []);
        garbage.Add(Step, []);
        garbage.Add(Step, []);

        Assert.Equal(3, _collections);
        GC.KeepAlive(kept);
    }

    [Fact]
    public void Pages_that_overlap_may_say_it_at_the_same_time()
    {
        YoungGarbage garbage = Garbage();

        Parallel.For(0, Step, _ => garbage.Add(8, []));

        Assert.Equal(8, _collections);
    }

    [Fact]
    public void The_process_really_collects()
    {
        int before = GC.CollectionCount(0);

        new YoungGarbage().Add(Step, []);

        Assert.True(GC.CollectionCount(0) > before);
    }

    // In a method of its own, so that no register holds the object that is dropped.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static KubeObject?[] AddAndDropTheFirst(YoungGarbage garbage)
    {
        KubeObject?[] made = Make(Many);
        garbage.Add(0, made!);
        made[0] = null;
        return made;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DropAllButThoseOnTheirWay(KubeObject?[] list) => Array.Clear(list, YoungGarbage.MostOnTheWay, list.Length - YoungGarbage.MostOnTheWay);

    private static KubeObject[] Make(int count) => [.. Enumerable.Range(0, count).Select(static _ => new KubeObject(new byte[100]))];

    // Everything, so that it does not matter where the test's objects are by now.
    private YoungGarbage Garbage() => new(() =>
    {
        _collections++;
        GC.Collect();
    });
}
