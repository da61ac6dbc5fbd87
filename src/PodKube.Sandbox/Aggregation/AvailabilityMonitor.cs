using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Aggregation;

/// <summary>
/// Finds out whether the servers behind APIServices can be reached, and writes their Available condition: when the object, its
/// service or its endpoints change, and again after a while. It costs nothing as long as no APIService points at a service.
/// </summary>
internal sealed class AvailabilityMonitor : IAsyncDisposable
{
    private static readonly TimeSpan s_recheck = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_recheckUnavailable = TimeSpan.FromSeconds(1);
    private static readonly UserInfo s_aggregator = new("system:kube-aggregator", SystemGroups.Masters);

    private readonly ResourceOperations _operations;
    private readonly OperationContext _context;
    private readonly ExtensionClient _client;
    private readonly ExtensionDiscovery _discovery;
    private readonly Channel<string> _queue = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, ITimer> _timers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _extensions = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public AvailabilityMonitor(
        ResourceOperations operations, OperationContext context, ExtensionClient client, ExtensionDiscovery discovery)
    {
        _operations = operations;
        _context = context;
        _client = client;
        _discovery = discovery;
        operations.Store.Written += OnWritten;
        _loop = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _operations.Store.Written -= OnWritten;
        await _stop.CancelAsync().ConfigureAwait(false);
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var timer in _timers.Values)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    private void OnWritten(StoreEvent change)
    {
        var key = change.Object.Key;
        if (key.Resource == LocalApiServices.Resource)
        {
            if (ExtensionTarget.Of(change.Object.Value) is not null && IsNew(change))
            {
                _extensions[key.Name] = true;
                _queue.Writer.TryWrite(key.Name);
            }
        }
        else if (!_extensions.IsEmpty && key.Resource is "services" or "endpoints" or "endpointslices.discovery.k8s.io")
        {
            foreach (var name in _extensions.Keys)
            {
                _queue.Writer.TryWrite(name);
            }
        }
    }

    // The monitor's own write of the condition is no reason to look again.
    private static bool IsNew(StoreEvent change) => change.Type != StoreEventType.Modified
        || !JsonNode.DeepEquals(change.Previous?.Value["spec"], change.Object.Value["spec"]);

    private async Task RunAsync()
    {
        await foreach (var name in _queue.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
        {
            if (_operations.Store.Get(new ObjectKey(LocalApiServices.Resource, "", name)) is not { } stored
                || ExtensionTarget.Of(stored.Value) is not { } target)
            {
                Forget(name);
                continue;
            }

            var condition = await CheckAsync(stored.Value, target).ConfigureAwait(false);
            try
            {
                AvailableCondition.Write(_operations, _context, name, condition);
            }
            catch (ApiStatusException gone) when (gone.Reason == "NotFound")
            {
                continue;
            }

            Schedule(name, condition.IsAvailable ? s_recheck : s_recheckUnavailable);
        }
    }

    private void Forget(string name)
    {
        _extensions.TryRemove(name, out _);
        if (_timers.TryRemove(name, out var timer))
        {
            timer.Dispose();
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        _discovery.Forget(name[(dot + 1)..], name[..Math.Max(dot, 0)]);
    }

    private void Schedule(string name, TimeSpan wait)
    {
        var timer = _timers.GetOrAdd(name, static (key, monitor) => monitor._operations.Time.CreateTimer(
            _ => monitor._queue.Writer.TryWrite(key), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan), this);
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private async Task<AvailableCondition> CheckAsync(JsonObject apiService, ExtensionTarget target)
    {
        var (address, problem) = target.Resolve(_operations.Store);
        if (problem is not null)
        {
            return problem;
        }

        var spec = apiService.GetObject("spec");
        var (group, version) = (spec.TextOrEmpty("group"), spec.TextOrEmpty("version"));
        var path = $"/apis/{group}/{version}";
        try
        {
            _discovery.Update(group, version, await _client.GetAsync(apiService, target, path, s_aggregator, _stop.Token).ConfigureAwait(false));
            return AvailableCondition.Passed;
        }
        catch (Exception failure) when (IsFailedCheck(failure) && !_stop.IsCancellationRequested)
        {
            return new AvailableCondition(
                false,
                "FailedDiscoveryCheck",
                $"failing or missing response from https://{address}{path}: {failure.InnerException?.Message ?? failure.Message}");
        }
    }

    // A caBundle that is no certificate shows when the connection is made ready.
    private static bool IsFailedCheck(Exception failure) =>
        failure is HttpRequestException or JsonException or OperationCanceledException or FormatException or CryptographicException;
}
