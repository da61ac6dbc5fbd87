using Microsoft.AspNetCore.Http;

namespace PodKube.Sandbox.Access;

/// <summary>Finds out who sent a request. A request without any credential is the anonymous user; a bad credential is a failure.</summary>
internal interface IAuthenticator
{
    AuthenticationResult Authenticate(HttpContext context);
}
