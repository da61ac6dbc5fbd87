using PodKube.Sandbox.Access.ServiceAccounts;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Access.Authentication;

/// <summary>One way to be allowed to act as another user. Without a mode name it is the old, unconstrained <c>impersonate</c> verb.</summary>
internal sealed class ImpersonationMode(IAuthorizer authorizer, string? mode, Func<UserInfo, UserInfo, bool> applies)
{
    private const string NodePrefix = "system:node:";
    private const string AuthenticationGroup = "authentication.k8s.io";

    private readonly string _verb = mode is null ? "impersonate" : $"impersonate:{mode}";

    public static string? NodeNameOf(string user) =>
        user.StartsWith(NodePrefix, StringComparison.Ordinal) && user.Length > NodePrefix.Length ? user[NodePrefix.Length..] : null;

    public bool Applies(UserInfo wanted, UserInfo caller) => applies(wanted, caller);

    /// <summary>The user to act as, with the groups that such a user always has.</summary>
    /// <exception cref="ApiStatusException">The caller may not.</exception>
    public UserInfo Check(UserInfo wanted, UserInfo caller, RequestInfo request)
    {
        if (mode is not null)
        {
            Demand(caller, request with { Verb = $"impersonate-on:{mode}:{request.Verb}" });
        }

        var groups = CheckName(wanted, caller);
        if (wanted.Uid.Length > 0)
        {
            Demand(caller, Target(AuthenticationGroup, "uids", wanted.Uid));
        }

        CheckGroups(wanted, caller);
        foreach (var (key, values) in wanted.Extra)
        {
            foreach (var value in values)
            {
                Demand(caller, Target(AuthenticationGroup, "userextras", value) with { Subresource = key });
            }
        }

        return wanted with { Groups = WithImpliedGroup(wanted.Name, groups) };
    }

    private IReadOnlyList<string> CheckName(UserInfo wanted, UserInfo caller)
    {
        if (ServiceAccountName.TryParse(wanted.Name, out var ns, out var name))
        {
            Demand(caller, Target(NameGroup, "serviceaccounts", name) with { Namespace = ns });
            return wanted.Groups.Count == 0 ? ServiceAccountName.GroupsOf(ns) : wanted.Groups;
        }

        if (mode is not null && NodeNameOf(wanted.Name) is { } node)
        {
            // Any node of the caller's choice, so the rule must hold for all of them.
            Demand(caller, Target(NameGroup, "nodes", mode == "associated-node" ? "*" : node));
            return [SystemGroups.Nodes];
        }

        Demand(caller, Target(NameGroup, "users", wanted.Name));
        return wanted.Groups;
    }

    private void CheckGroups(UserInfo wanted, UserInfo caller)
    {
        foreach (var group in wanted.Groups)
        {
            var target = Target(NameGroup, "groups", group);
            if (mode is not null && group.Length == 0)
            {
                throw ApiErrors.Forbidden(caller, target, "impersonating the empty string group is not allowed");
            }

            if (mode is not null && group == SystemGroups.Masters)
            {
                throw ApiErrors.Forbidden(caller, target, "impersonating the system:masters group is not allowed");
            }

            Demand(caller, target);
        }
    }

    private string NameGroup => mode is null ? "" : AuthenticationGroup;

    private RequestInfo Target(string group, string resource, string name) => new()
    {
        IsResourceRequest = true,
        Verb = _verb,
        Path = "",
        ApiGroup = group,
        ApiVersion = "v1",
        Resource = resource,
        Name = name,
    };

    private void Demand(UserInfo caller, RequestInfo asked)
    {
        var decision = authorizer.Authorize(caller, asked);
        if (!decision.Allowed)
        {
            throw ApiErrors.Forbidden(caller, asked, decision.Reason);
        }
    }

    private static IReadOnlyList<string> WithImpliedGroup(string name, IReadOnlyList<string> groups)
    {
        var implied = name == UserInfo.Anonymous.Name ? SystemGroups.Unauthenticated
            : groups.Contains(SystemGroups.Unauthenticated) ? null
            : SystemGroups.Authenticated;
        return implied is null || groups.Contains(implied) ? groups : [.. groups, implied];
    }
}
