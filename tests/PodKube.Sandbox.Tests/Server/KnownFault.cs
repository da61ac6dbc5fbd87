using System.Text;
using Microsoft.AspNetCore.Http;

namespace PodKube.Sandbox.Tests.Server;

/// <summary>The one 500 that a real kube-apiserver answers to bad input: an applied configuration that does not fit its schema.</summary>
internal static class KnownFault
{
    public static bool Is(HttpContext context) =>
        context.Response.StatusCode == 500
        && context.Response.Body is MemoryStream body
        && Encoding.UTF8.GetString(body.ToArray()).Contains("\"message\":\"failed to create typed patch object (", StringComparison.Ordinal);
}
