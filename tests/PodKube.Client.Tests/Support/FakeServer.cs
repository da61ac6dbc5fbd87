using System.Net;
using System.Text;

namespace PodKube.Client.Tests.Support;

/// <summary>Stands where connections would be: hands each request to the test and keeps what was sent.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private readonly Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> _answer;
    private readonly object _lock = new();

    internal FakeServer(Func<SentRequest, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    internal FakeServer(Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> answer) => _answer = answer;

    internal List<SentRequest> Requests { get; } = [];

    /// <summary>Answers one after the other, the last one again and again.</summary>
    internal static FakeServer Script(params Func<HttpResponseMessage>[] answers) =>
        new(request => answers[Math.Min(request.Number, answers.Length) - 1]());

    internal static HttpResponseMessage Json(string json, int status = 200) => new((HttpStatusCode)status)
    {
        Content = new StringContent(json, Encoding.UTF8, "application/json"),
    };

    internal static HttpResponseMessage Text(string text, int status, int? retryAfter = null)
    {
        HttpResponseMessage answer = new((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, "text/plain") };
        if (retryAfter is not null)
        {
            answer.Headers.Add("Retry-After", retryAfter.ToString());
        }

        return answer;
    }

    internal static HttpResponseMessage Status(int code, string reason, string message, string details = "{}", string metadata = "{}") => Json(
        $$"""{"kind":"Status","apiVersion":"v1","metadata":{{metadata}},"status":"Failure","message":{{System.Text.Json.JsonSerializer.Serialize(message)}},"reason":"{{reason}}","details":{{details}},"code":{{code}}}""",
        code);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        SentRequest sent;
        lock (_lock)
        {
            sent = new SentRequest(
                Requests.Count + 1,
                request.Method.Method,
                request.RequestUri!.PathAndQuery,
                body,
                request.Headers.NonValidated.Concat(request.Content is null ? [] : request.Content.Headers.NonValidated)
                    .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            Requests.Add(sent);
        }

        HttpResponseMessage answer = await _answer(sent, cancellationToken);
        answer.RequestMessage = request;
        return answer;
    }
}
