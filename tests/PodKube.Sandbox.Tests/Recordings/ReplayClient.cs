using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PodKube.Sandbox.Hosting;

namespace PodKube.Sandbox.Tests.Recordings;

/// <summary>Sends the requests of a recording to a sandbox, over HTTPS, as the users that they were recorded with.</summary>
internal sealed partial class ReplayClient(SandboxServer server) : IDisposable
{
    // Ends what hangs; on a busy machine an answer may take long.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client = server.CreateClient();
    private readonly Dictionary<string, string> _tokens = [];
    private readonly Dictionary<string, JsonNode?> _answers = [];

    public async Task<ReplayAnswer> PlayAsync(RecordedStep step, CancellationToken cancellationToken)
    {
        var answer = step.Until is null ? await SendAsync(step, cancellationToken) : await RepeatAsync(step, cancellationToken);
        _answers[step.Id] = answer.Body;
        return answer;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Repeats a request until its answer is as it should be, each time after something changed in the store.</summary>
    private async Task<ReplayAnswer> RepeatAsync(RecordedStep step, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        while (true)
        {
            var answer = await SendAsync(step, cancellationToken);
            if (Holds(step, answer) || limit.IsCancellationRequested)
            {
                return answer;
            }

            await Task.Yield();
        }
    }

    private static bool Holds(RecordedStep step, ReplayAnswer answer)
    {
        var (path, value) = step.Until!.Value;
        return JsonNode.DeepEquals(Find(answer.Body, path), value);
    }

    private async Task<ReplayAnswer> SendAsync(RecordedStep step, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(step.Method), Resolve(step.Path));
        var text = step.RawBody ?? (step.Body is null ? null : Resolve(step.Body.ToJsonString()));
        if (text is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        }

        foreach (var (name, value) in step.Headers)
        {
            if (name == "Content-Type")
            {
                request.Content ??= new ByteArrayContent([]);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (await TokenAsync(step.User, cancellationToken) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        if (step.AnswerEvents is not null && response.IsSuccessStatusCode)
        {
            return new ReplayAnswer((int)response.StatusCode, headers, null, await ReadEventsAsync(response, step, cancellationToken));
        }

        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return new ReplayAnswer((int)response.StatusCode, headers, ParseBody(body, headers), null);
    }

    private static JsonNode? ParseBody(string body, Dictionary<string, string> headers) =>
        headers.GetValueOrDefault("Content-Type", "").StartsWith("application/json", StringComparison.Ordinal) ? JsonNode.Parse(body) : JsonValue.Create(body);

    /// <summary>Reads as many events as were recorded, and then listens on a moment for one too many.</summary>
    private static async Task<JsonArray> ReadEventsAsync(HttpResponseMessage response, RecordedStep step, CancellationToken cancellationToken)
    {
        var events = new JsonArray();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(s_limit);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        try
        {
            while (await reader.ReadLineAsync(enough.Token) is { } line)
            {
                events.Add(JsonNode.Parse(line));
                if (events.Count == step.AnswerEvents!.Count)
                {
                    enough.CancelAfter(TimeSpan.FromMilliseconds(200));
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Long enough.
        }

        return events;
    }

    private async Task<string?> TokenAsync(string user, CancellationToken cancellationToken)
    {
        switch (user)
        {
            case "admin":
                return server.AdministratorToken;
            case "anonymous":
                return null;
            case "badtoken":
                return "not-a-token";
        }

        if (_tokens.TryGetValue(user, out var known))
        {
            return known;
        }

        var account = user["sa:".Length..].Split('/');
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/namespaces/{account[0]}/serviceaccounts/{account[1]}/token")
        {
            Content = new StringContent("""{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.AdministratorToken);
        using var response = await _client.SendAsync(request, cancellationToken);
        var token = (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!["status"]!["token"]!;
        return _tokens[user] = token;
    }

    private string Resolve(string text) => Placeholder().Replace(text, match =>
    {
        var parts = match.Groups[1].Value.Split('.', 2);
        return _answers.TryGetValue(parts[0], out var answer) ? Find(answer, parts[1])?.ToString() ?? "" : match.Value;
    });

    private static JsonNode? Find(JsonNode? node, string path)
    {
        foreach (var name in path.Split('.'))
        {
            node = node switch
            {
                JsonObject obj => obj[name],
                JsonArray array when int.TryParse(name, out var index) && index < array.Count => array[index],
                JsonArray array when name == "length" => JsonValue.Create(array.Count),
                _ => null,
            };
        }

        return node;
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Placeholder();
}
