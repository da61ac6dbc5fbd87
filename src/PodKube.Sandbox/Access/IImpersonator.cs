using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Access;

/// <summary>Acts on the Impersonate-* headers, after authentication and before authorization.</summary>
internal interface IImpersonator
{
    /// <summary>The user to go on as; the caller itself where nothing is impersonated.</summary>
    /// <exception cref="ApiStatusException">The caller may not impersonate that user.</exception>
    UserInfo Impersonate(HttpContext context, UserInfo caller, RequestInfo request);
}
