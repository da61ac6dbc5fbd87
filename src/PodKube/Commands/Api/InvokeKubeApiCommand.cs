using System.Collections;
using System.Management.Automation;
using System.Text;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>Sends any request to the API server: the session's curl. JSON comes back as objects, text as text.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "KubeApi", SupportsShouldProcess = true)]
[OutputType("PodKube.KubeObject", "System.String")]
public sealed class InvokeKubeApiCommand : SessionCmdlet
{
    /// <summary>The path with its query: <c>/api/v1/namespaces/default/pods?limit=5</c>. A whole URL is taken if it is the session's server's.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Uri")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The HTTP method. The default is GET.</summary>
    [Parameter(Position = 1)]
    [ValidateSet("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")]
    public string Method { get; set; } = "GET";

    /// <summary>The body: text is sent as it stands, anything else as Kubernetes JSON.</summary>
    [Parameter(Position = 2)]
    [AllowNull]
    public object? Body { get; set; }

    /// <summary>The body's media type. The default is application/json, for PATCH application/merge-patch+json.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContentType { get; set; }

    /// <summary>Further headers, as a hashtable. Authorization is the session's matter.</summary>
    [Parameter]
    [Alias("Header")]
    public IDictionary? Headers { get; set; }

    /// <summary>Emit the body as text even where it is JSON.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Emit the answer also where its status is a failure, instead of an error.</summary>
    [Parameter]
    public SwitchParameter SkipHttpErrorCheck { get; set; }

    /// <summary>The name of a variable that gets the HTTP status code.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatusCodeVariable { get; set; }

    /// <summary>The name of a variable that gets the answer's headers, as a dictionary.</summary>
    [Parameter]
    [Alias("RHV")]
    [ValidateNotNullOrEmpty]
    public string? ResponseHeadersVariable { get; set; }

    private protected override void ProcessWithSession()
    {
        // -Method post is accepted, and must be sent as POST.
        Method = Method.ToUpperInvariant();
        KubeRequest request = ToRequest();
        bool changes = !(Method is "GET" or "HEAD" or "OPTIONS");
        if (changes && !ShouldProcess(request.PathAndQuery, Method))
        {
            return;
        }

        using KubeResponse response = Await(stop => SkipHttpErrorCheck ? Client.SendAnyAsync(request, stop) : Client.SendAsync(request, stop));
        SetVariables(response);
        if (request.IsStream)
        {
            EmitLines(response);
        }
        else
        {
            Emit(response, Await(response.ReadAsBytesAsync));
        }
    }

    private KubeRequest ToRequest()
    {
        string type = ContentType ?? (Method == "PATCH" ? "application/merge-patch+json" : "application/json");
        KubeRequest request = KubeRequest.Raw(new HttpMethod(Method), PathOnServer(), ToBytes(), type);
        List<KeyValuePair<string, string>> headers = [];
        string accept = request.Accept;
        foreach (DictionaryEntry header in Headers ?? new Hashtable())
        {
            string name = LanguagePrimitives.ConvertTo<string>(header.Key);
            string value = LanguagePrimitives.ConvertTo<string>(header.Value);
            switch (name.ToUpperInvariant())
            {
                case "AUTHORIZATION": throw new ArgumentException("The session authenticates; use Connect-KubeCluster -Token for another token.");
                case "ACCEPT": accept = value; break;
                case "CONTENT-TYPE": request = request with { ContentType = value }; break;
                default: headers.Add(new(name, value)); break;
            }
        }

        bool follows = request.Target.Subresource == "log" && request.PathAndQuery.Contains("follow=true", StringComparison.Ordinal);
        return request with { Accept = accept, Headers = headers, IsStream = request.IsStream || follows };
    }

    /// <summary>The token must not go to another server than the session's, so a URL of another one is refused.</summary>
    private string PathOnServer()
    {
        if (!Path.Contains("://", StringComparison.Ordinal))
        {
            return Path[0] == '/' ? Path : "/" + Path;
        }

        Uri given = new(Path);
        return Uri.Compare(given, ActiveSession.Server, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? given.PathAndQuery
            : throw new ArgumentException($"{given.GetLeftPart(UriPartial.Authority)} is not the session's server ({ActiveSession.Server}); give a path.");
    }

    private ReadOnlyMemory<byte>? ToBytes() => (Body is PSObject { BaseObject: string or byte[] } wrapped ? wrapped.BaseObject : Body) switch
    {
        null => null,
        string text => Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        _ => KubeJsonWriter.ToUtf8(Body, revealSecrets: true),
    };

    private void SetVariables(KubeResponse response)
    {
        if (StatusCodeVariable is not null)
        {
            SessionState.PSVariable.Set(StatusCodeVariable, response.StatusCode);
        }

        if (ResponseHeadersVariable is not null)
        {
            Dictionary<string, IEnumerable<string>> headers = new(StringComparer.OrdinalIgnoreCase);
            foreach ((string name, IEnumerable<string> values) in response.Headers)
            {
                headers[name] = values.ToArray();
            }

            SessionState.PSVariable.Set(ResponseHeadersVariable, headers);
        }
    }

    private void Emit(KubeResponse response, byte[] body)
    {
        if (body.Length == 0)
        {
            return;
        }

        bool json = response.MediaType is string type && (type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal));
        WriteObject(json && !Raw ? KubeObjectFactory.CreateFromJson(body) : Encoding.UTF8.GetString(body));
    }

    /// <summary>A watch or a followed log: each line is emitted as it comes.</summary>
    private void EmitLines(KubeResponse response)
    {
        bool json = response.MediaType == "application/json" && !Raw;
        foreach (string line in Stream(stop => ReadLinesAsync(response, stop)))
        {
            WriteObject(json ? KubeObjectFactory.CreateFromJson(Encoding.UTF8.GetBytes(line)) : line);
        }
    }

    private static async IAsyncEnumerable<string> ReadLinesAsync(
        KubeResponse response, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using StreamReader reader = new(await response.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is string line)
        {
            yield return line;
        }
    }
}
