using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PodKube.Sandboxes;

/// <summary>Gives orders to a running sandbox, at the control address that it announced: plain HTTP on loopback.</summary>
internal static class SandboxControl
{
    // A proxy of the environment has no way to this machine's loopback.
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Sets a fault and returns it with its id.</summary>
    /// <exception cref="SandboxException">The sandbox refuses it, or does not answer.</exception>
    public static async Task<KubeSandboxFault> AddFaultAsync(KubeSandbox sandbox, byte[] fault, CancellationToken cancellationToken)
    {
        ByteArrayContent body = new(fault) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using JsonDocument answer = JsonDocument.Parse(await SendAsync(sandbox, HttpMethod.Post, "faults", body, cancellationToken).ConfigureAwait(false));
        return new KubeSandboxFault(sandbox, answer.RootElement);
    }

    /// <summary>The faults that are set, in the order in which they were.</summary>
    /// <exception cref="SandboxException">The sandbox does not answer.</exception>
    public static async Task<IReadOnlyList<KubeSandboxFault>> ListFaultsAsync(KubeSandbox sandbox, CancellationToken cancellationToken)
    {
        using JsonDocument answer = JsonDocument.Parse(await SendAsync(sandbox, HttpMethod.Get, "faults", null, cancellationToken).ConfigureAwait(false));
        return [.. answer.RootElement.GetProperty("items").EnumerateArray().Select(fault => new KubeSandboxFault(sandbox, fault))];
    }

    /// <summary>Removes one fault.</summary>
    /// <exception cref="SandboxException">There is none of that id, or the sandbox does not answer.</exception>
    public static Task RemoveFaultAsync(KubeSandbox sandbox, string id, CancellationToken cancellationToken) =>
        SendAsync(sandbox, HttpMethod.Delete, $"faults/{Uri.EscapeDataString(id)}", null, cancellationToken);

    /// <summary>Lets something happen at once.</summary>
    /// <exception cref="SandboxException">The sandbox does not answer.</exception>
    public static Task TriggerAsync(KubeSandbox sandbox, KubeSandboxEvent happening, CancellationToken cancellationToken)
    {
        string path = happening switch
        {
            KubeSandboxEvent.AuthorityRotated => "authority/rotate",
            KubeSandboxEvent.TokenRenewed => "tokens/renew",
            _ => "store/compact",
        };
        return SendAsync(sandbox, HttpMethod.Post, path, null, cancellationToken);
    }

    private static async Task<byte[]> SendAsync(
        KubeSandbox sandbox, HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        if (sandbox.ControlUrl is null || !sandbox.IsRunning)
        {
            throw Stopped(sandbox, null);
        }

        try
        {
            using HttpRequestMessage request = new(method, sandbox.ControlUrl + path) { Content = body };
            using HttpResponseMessage response = await s_http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            byte[] content = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? content : throw Refused(response.StatusCode, content);
        }
        catch (HttpRequestException e)
        {
            throw Stopped(sandbox, e);
        }
    }

    private static SandboxException Stopped(KubeSandbox sandbox, Exception? inner) => new(
        "SandboxStopped", $"The sandbox {sandbox.Server} takes no orders (it is {sandbox.State}).", "Start another one with Start-KubeSandbox.", inner);

    private static SandboxException Refused(HttpStatusCode status, byte[] content)
    {
        if (status == HttpStatusCode.NotFound)
        {
            return new SandboxException("FaultNotFound", "The sandbox has no fault of that id (any more).", "Set-KubeSandboxFault -Clear removes all.");
        }

        using JsonDocument answer = JsonDocument.Parse(content);
        return new SandboxException(
            "InvalidFault", $"The sandbox refused the fault: {answer.RootElement.GetProperty("error").GetString()}.", "Correct the value that it names.");
    }
}
