using System.Collections.Concurrent;
using PodKube.Client.Access;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;

namespace PodKube.Sessions;

/// <summary>
/// Records the requests that a script makes, through whatever sessions. What belongs to the script follows the flow of execution
/// (<see cref="AsyncLocal{T}"/>): it reaches the threads, jobs and runspaces that the script starts, and none that ran before. Recorders
/// may be nested; a request counts for all of them.
/// </summary>
internal sealed class AccessRecorder : IDisposable
{
    private const string RehearsalAdvice = "Measure-KubeAccess on a sandbox (Start-KubeSandbox) carries everything out; pipe its rules into Test-KubeAccess.";

    private static readonly AsyncLocal<AccessRecorder?> s_current = new();

    private readonly ConcurrentQueue<RequestObservation> _requests = new();
    private readonly ConcurrentQueue<RequestTarget> _planned = new();
    private readonly AccessRecorder? _outer;
    private readonly bool _isRehearsal;
    private volatile bool _isOver;

    private AccessRecorder(AccessRecorder? outer, bool isRehearsal)
    {
        _outer = outer;
        _isRehearsal = isRehearsal;
    }

    /// <summary>What was requested so far.</summary>
    public IReadOnlyCollection<RequestObservation> Requests => _requests.ToArray();

    /// <summary>The rights that this needed, and those that it needs on a day when a wait is not over at once.</summary>
    public IReadOnlyCollection<AccessNeed> Needs => [.. _requests.SelectMany(AccessNeed.Of).Concat(_planned.Select(AccessNeed.Of)).Distinct()];

    /// <summary>Begins to record what the calling code does from now on.</summary>
    /// <param name="isRehearsal">Whether what changes something is sent as a dry run, or not at all where there is none.</param>
    public static AccessRecorder Start(bool isRehearsal) => s_current.Value = new AccessRecorder(s_current.Value, isRehearsal);

    /// <summary>Tells the recorders of the calling code about a request. Called from any thread.</summary>
    public static void Observe(RequestObservation request)
    {
        foreach (AccessRecorder recorder in Chain())
        {
            recorder._requests.Enqueue(request);
        }
    }

    /// <summary>Tells the recorders of the calling code about a request that may come, or turn out to be needless.</summary>
    public static void Plan(RequestTarget target)
    {
        foreach (AccessRecorder recorder in Chain())
        {
            recorder._planned.Enqueue(target);
        }
    }

    /// <summary>What is sent in place of a request.</summary>
    /// <exception cref="KubeNotSentException">This is a rehearsal, and there is no dry run of the request.</exception>
    public static KubeRequest Prepare(KubeRequest request)
    {
        if (!Chain().Any(static recorder => recorder._isRehearsal))
        {
            return request;
        }

        if (DryRunRequest.Of(request) is { } dry)
        {
            return dry;
        }

        Observe(new RequestObservation(request.Target, request.Method.Method, request.PathAndQuery, null, ErrorReason.NotSent, TimeSpan.Zero, 1));
        throw new KubeNotSentException(request.Target, RehearsalAdvice);
    }

    public void Dispose()
    {
        _isOver = true;
        s_current.Value = _outer;
    }

    /// <summary>The recorders at work, from the innermost outwards; a job that outlives its script still carries one that is over.</summary>
    private static IEnumerable<AccessRecorder> Chain()
    {
        for (AccessRecorder? recorder = s_current.Value; recorder is not null; recorder = recorder._outer)
        {
            if (!recorder._isOver)
            {
                yield return recorder;
            }
        }
    }
}
