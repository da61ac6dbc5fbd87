using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PodKube.Client.Config;

namespace PodKube.Client.Tests.Support;

/// <summary>
/// A server on loopback whose pods change: it lists them, tells their history to watches, kills each watch's connection in the middle of
/// an event after so many of them, and may forget its history.
/// </summary>
internal sealed class ChangingCluster : IAsyncDisposable
{
    private const int Names = 300;

    private readonly object _lock = new();
    private readonly Random _random;
    private readonly int _eventsPerConnection;
    private readonly WebApplication _application;
    private readonly SortedDictionary<string, (string Uid, int Version)> _pods = new(StringComparer.Ordinal);
    private readonly List<(int Version, string Line)> _history = [];
    private int _version;
    private int _made;
    private int _forgotten;

    private ChangingCluster(int seed, int eventsPerConnection, WebApplication application)
    {
        _random = new Random(seed);
        _eventsPerConnection = eventsPerConnection;
        _application = application;
    }

    /// <summary>How many changes there were.</summary>
    internal int Version
    {
        get
        {
            lock (_lock)
            {
                return _version;
            }
        }
    }

    /// <summary>What happens after a connection was killed and before the client is back.</summary>
    internal Action<int>? OnKill { get; set; }

    /// <summary>How many connections were killed.</summary>
    internal int Kills { get; private set; }

    /// <summary>How many requests were answered with 410.</summary>
    internal int Expirations { get; private set; }

    internal ClusterConfig Config => new() { Server = new Uri(_application.Urls.Single()), Namespace = "x" };

    internal static async Task<ChangingCluster> StartAsync(int seed, int eventsPerConnection)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication application = builder.Build();
        ChangingCluster cluster = new(seed, eventsPerConnection, application);
        application.Run(cluster.AnswerAsync);
        await application.StartAsync();
        return cluster;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    /// <summary>The pods that are there: name, uid and version.</summary>
    internal Dictionary<string, (string Uid, int Version)> State()
    {
        lock (_lock)
        {
            return new(_pods);
        }
    }

    /// <summary>The events so far, as a watch tells them: type, name and version.</summary>
    internal List<string> History()
    {
        lock (_lock)
        {
            return [.. _history.Select(h => h.Line)];
        }
    }

    /// <summary>Creates, changes and deletes pods.</summary>
    internal void Change(int times)
    {
        lock (_lock)
        {
            for (int i = 0; i < times; i++)
            {
                ChangeOne();
            }
        }
    }

    /// <summary>Forgets the history: who was not told of it until now must list.</summary>
    internal void Forget()
    {
        lock (_lock)
        {
            _forgotten = _version;
        }
    }

    private void ChangeOne()
    {
        string name = $"p{_random.Next(Names)}";
        _version++;
        if (!_pods.TryGetValue(name, out (string Uid, int Version) pod))
        {
            _pods[name] = ($"u{++_made}", _version);
            Record("ADDED", name);
        }
        else if (_random.Next(3) > 0)
        {
            _pods[name] = (pod.Uid, _version);
            Record("MODIFIED", name);
        }
        else
        {
            _pods[name] = (pod.Uid, _version);
            Record("DELETED", name);
            _pods.Remove(name);
        }
    }

    private void Record(string type, string name) =>
        _history.Add((_version, $$"""{"type":"{{type}}","object":{{Json(name, _pods[name].Uid, _version)}}}"""));

    private static string Json(string name, string uid, int version) =>
        $$$"""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"{{{name}}}","namespace":"x","uid":"{{{uid}}}","resourceVersion":"{{{version}}}"}}""";

    private Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Request.Query["watch"] == "true"
            ? WatchAsync(context, int.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture))
            : context.Response.WriteAsync(List());
    }

    private string List()
    {
        lock (_lock)
        {
            return $$$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"{{{_version}}}"},"items":[{{{string.Join(',', _pods.Select(p => Json(p.Key, p.Value.Uid, p.Value.Version)))}}}]}""";
        }
    }

    private async Task WatchAsync(HttpContext context, int from)
    {
        (string text, bool isExpired) = Next(from);
        if (isExpired)
        {
            // Servers say it in either way: in the stream, or instead of one.
            context.Response.StatusCode = ++Expirations % 2 == 0 ? 410 : 200;
            await context.Response.WriteAsync(context.Response.StatusCode == 410 ? Expired : $$"""{"type":"ERROR","object":{{Expired}}}""" + "\n");
            return;
        }

        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
        Kills++;
        OnKill?.Invoke(Kills);
        context.Abort();
    }

    private (string Text, bool IsExpired) Next(int from)
    {
        lock (_lock)
        {
            if (from < _forgotten)
            {
                return ("", true);
            }

            StringBuilder text = new();
            foreach ((_, string line) in _history.Skip(from).Take(_eventsPerConnection))
            {
                text.Append(line).Append('\n');
            }

            return (text + """{"type":"ADDED","obje""", false);
        }
    }

    private const string Expired =
        """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 1 (2)","reason":"Expired","code":410}""";
}
