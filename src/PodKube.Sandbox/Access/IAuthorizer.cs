using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Access;

/// <summary>Decides what a user may do.</summary>
internal interface IAuthorizer
{
    AuthorizationDecision Authorize(UserInfo user, RequestInfo request);
}
