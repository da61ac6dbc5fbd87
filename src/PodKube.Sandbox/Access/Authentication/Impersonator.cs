using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Access.Authentication;

/// <summary>
/// Lets a user act as another one. The constrained modes of KEP-5284 are tried first (who may be impersonated, and for which
/// action), then the plain <c>impersonate</c> verb; when none allows it, the first refusal is the answer.
/// </summary>
internal sealed class Impersonator(IAuthorizer authorizer) : IImpersonator
{
    private readonly ImpersonationMode[] _modes =
    [
        new(authorizer, "associated-node", static (wanted, caller) => OnlyNamed(wanted) && NodeOf(wanted) is { } node && IsOnNode(caller, node)),
        new(authorizer, "arbitrary-node", static (wanted, _) => OnlyNamed(wanted) && NodeOf(wanted) is not null),
        new(authorizer, "serviceaccount", static (wanted, _) => OnlyNamed(wanted) && IsServiceAccount(wanted)),
        new(authorizer, "user-info", static (wanted, _) => NodeOf(wanted) is null && !IsServiceAccount(wanted)),
        new(authorizer, null, static (_, _) => true),
    ];

    public UserInfo Impersonate(HttpContext context, UserInfo caller, RequestInfo request) =>
        ImpersonationHeaders.Read(context.Request.Headers) is { } wanted ? Check(wanted, caller, request) : caller;

    private UserInfo Check(UserInfo wanted, UserInfo caller, RequestInfo request)
    {
        ApiStatusException? refusal = null;
        foreach (var mode in _modes.Where(mode => mode.Applies(wanted, caller)))
        {
            try
            {
                return mode.Check(wanted, caller, request);
            }
            catch (ApiStatusException refused)
            {
                refusal ??= refused;
            }
        }

        // The last mode applies to every user, so there is a refusal here.
        throw refusal!;
    }

    private static bool OnlyNamed(UserInfo user) => user.Uid.Length == 0 && user.Groups.Count == 0 && user.Extra.Count == 0;

    private static bool IsServiceAccount(UserInfo user) => ServiceAccounts.ServiceAccountName.TryParse(user.Name, out _, out _);

    private static string? NodeOf(UserInfo user) => ImpersonationMode.NodeNameOf(user.Name);

    private static bool IsOnNode(UserInfo caller, string node) =>
        IsServiceAccount(caller)
        && caller.Extra.TryGetValue("authentication.kubernetes.io/node-name", out var nodes)
        && nodes is [var only]
        && only == node;
}
