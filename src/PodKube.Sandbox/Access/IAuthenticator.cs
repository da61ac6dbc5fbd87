using Microsoft.AspNetCore.Http;

namespace PodKube.Sandbox.Access;

/// <summary>Finds out who sends a request.</summary>
internal interface IAuthenticator
{
    /// <summary>The user; null where credentials were sent that nobody accepts (answered with 401).</summary>
    UserInfo? Authenticate(HttpContext context);
}
