using PodKube.Client.Resources;
using PodKube.Client.Watch;

namespace PodKube.Waiting;

/// <summary>One object that is waited for, and its last known state.</summary>
internal sealed class WaitTarget
{
    private readonly Func<string?, WaitCondition> _conditionOf;
    private string? _uid;

    public WaitTarget(ApiResource resource, string? place, string name, string? uid, Func<string?, WaitCondition> conditionOf)
    {
        Resource = resource;
        Namespace = resource.Namespaced ? place : null;
        Name = name;
        _conditionOf = conditionOf;
        _uid = string.IsNullOrEmpty(uid) ? null : uid;
        Condition = conditionOf(_uid);
    }

    public ApiResource Resource { get; }

    public string? Namespace { get; }

    public string Name { get; }

    public WaitCondition Condition { get; private set; }

    /// <summary>The object as it was last seen; null while it is not there.</summary>
    public KubeObject? State { get; private set; }

    public KubeTarget Target => new(Resource.Kind, Namespace, Name);

    /// <summary>Takes a state over. The first object that is seen under the name is the one that is meant from then on.</summary>
    public void Take(KubeObject? state)
    {
        State = state;
        if (state is not null && _uid is null)
        {
            _uid = state.Uid;
            Condition = _conditionOf(_uid);
        }
    }

    public KubeWaitException NotMet(TimeSpan limit) => KubeWaitException.NotMet(Resource, Namespace, Name, Condition, limit, State);
}
