namespace PodKube.Sandbox.Access;

/// <summary>Decides whether a user may do something.</summary>
internal interface IAuthorizer
{
    AccessDecision Authorize(UserInfo user, AccessAttributes attributes);
}
