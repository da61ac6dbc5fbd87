using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>What to wait for, as a question to one object. Conditions compose with <see cref="And"/>, <see cref="Or"/> and <see cref="Not"/>.</summary>
public abstract class WaitCondition
{
    /// <summary>For people, to stand after "wait until it is": <c>Available</c>, <c>deleted</c>, <c>.status.phase = Running</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The object is there.</summary>
    public static WaitCondition Created { get; } = new PredicateCondition("there", item => item is not null);

    /// <summary>The object is gone.</summary>
    /// <param name="uid">The object that is meant: another one that took its name counts as gone. Null means any of that name.</param>
    public static WaitCondition Deleted(string? uid = null) =>
        new PredicateCondition("deleted", item => item is null || (uid is not null && item.Uid != uid));

    /// <summary>The object's <c>status.conditions</c> say so, and about its present generation.</summary>
    /// <param name="type">The condition's type, in any case: <c>Available</c>.</param>
    /// <param name="status">The condition's status, in any case. The default is <c>True</c>.</param>
    public static WaitCondition Condition(string type, string status = "True") => new StatusCondition(type, status);

    /// <summary>A value of the object is there, or is equal to a text.</summary>
    /// <param name="path">A JSONPath as kubectl takes it: <c>{.status.phase}</c>, <c>.spec.containers[0].image</c>, <c>.status.conditions[?(@.type=="Ready")].status</c>.</param>
    /// <param name="value">The text that the value must be; null takes any.</param>
    /// <exception cref="FormatException">The path cannot be read.</exception>
    public static WaitCondition JsonPath(string path, string? value = null) => new JsonPathCondition(path, value);

    /// <summary>Whatever the caller says.</summary>
    /// <param name="description">For people.</param>
    /// <param name="isMet">Gets the object, or null while it is not there.</param>
    public static WaitCondition Predicate(string description, Func<KubeObject?, bool> isMet) => new PredicateCondition(description, isMet);

    /// <summary>Whether the condition holds.</summary>
    /// <param name="item">The object; null while it is not there.</param>
    public abstract bool IsMet(KubeObject? item);

    /// <summary>What the object says about the condition now, for the message when waiting was in vain.</summary>
    public virtual string Explain(KubeObject? item) => item is null ? "it is not there" : StateText.Of(item);

    /// <summary>Both hold.</summary>
    public WaitCondition And(WaitCondition other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new PredicateCondition($"{Description} and {other.Description}", item => IsMet(item) && other.IsMet(item), item => IsMet(item) ? other.Explain(item) : Explain(item));
    }

    /// <summary>One of them holds.</summary>
    public WaitCondition Or(WaitCondition other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new PredicateCondition($"{Description} or {other.Description}", item => IsMet(item) || other.IsMet(item), item => $"{Explain(item)}; {other.Explain(item)}");
    }

    /// <summary>It does not hold.</summary>
    public WaitCondition Not() => new PredicateCondition($"not {Description}", item => !IsMet(item), Explain);

    /// <summary>The description.</summary>
    public override string ToString() => Description;

    private protected static JsonElement? Parse(KubeObject? item)
    {
        if (item is null)
        {
            return null;
        }

        Utf8JsonReader reader = new(item.Json.Span);
        return JsonElement.ParseValue(ref reader);
    }
}
