using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Access;

namespace PodKube.Sandbox.Server;

/// <summary>
/// Answers requests that are not plain resource requests: logs, exec and the other streams, proxied groups, paths such as /openid/v1/jwks.
/// Asked in order of registration, after authentication and authorization and before the ordinary routes.
/// </summary>
internal interface IRequestInterceptor
{
    /// <summary>True where this one answered (or began to answer) the request.</summary>
    /// <exception cref="ApiStatusException">The request is refused with that Status.</exception>
    ValueTask<bool> TryHandleAsync(HttpContext context, RequestInfo request, UserInfo user);
}
