using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.Rbac;

/// <summary>
/// Keeps users from granting more than they have: who writes a role or a binding must hold every right in it, unless the
/// verbs <c>escalate</c> (roles) or <c>bind</c> (bindings) say otherwise.
/// https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
/// </summary>
internal sealed class EscalationAdmission(RbacPolicyIndex index, IAuthorizer authorizer) : IAdmission
{
    private const string Group = "rbac.authorization.k8s.io";

    private static readonly ImmutableArray<PolicyRule> s_everything =
    [
        new PolicyRule { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] },
        new PolicyRule { Verbs = ["*"], NonResourceUrls = ["*"] },
    ];

    public void Mutate(AdmissionRequest request)
    {
    }

    public void Validate(AdmissionRequest request)
    {
        if (request.Kind.Group != Group || request.Object is not { } written || request.Context.User.Groups.Contains(SystemGroups.Masters))
        {
            return;
        }

        if (request.Kind.Plural is "roles" or "clusterroles")
        {
            CheckRole(request, written);
        }
        else if (request.Kind.Plural is "rolebindings" or "clusterrolebindings")
        {
            CheckBinding(request, written);
        }
    }

    private void CheckRole(AdmissionRequest request, JsonObject role)
    {
        bool rulesKept = request.OldObject is { } old
            && JsonNode.DeepEquals(old["rules"], role["rules"])
            && JsonNode.DeepEquals(old["aggregationRule"], role["aggregationRule"]);
        if (rulesKept || IsAllowed(request.Context.User, "escalate", request.Kind.Plural, request.Namespace, request.Name))
        {
            return;
        }

        UserInfo user = request.Context.User;
        string qualified = $"{request.Kind.Plural}.{Group}";
        if (role["aggregationRule"] is not null && Missing(user, string.Empty, s_everything, out _).Count > 0)
        {
            throw ApiErrors.Forbidden(qualified, request.Name, "must have cluster-admin privileges to use the aggregationRule");
        }

        Confirm(request, qualified, PolicyRule.ParseAll(role));
    }

    private void CheckBinding(AdmissionRequest request, JsonObject written)
    {
        if (request.OldObject is { } old
            && JsonNode.DeepEquals(old["roleRef"], written["roleRef"])
            && JsonNode.DeepEquals(old["subjects"], written["subjects"]))
        {
            return;
        }

        RoleReference role = Binding.Parse(written).Role;
        string plural = role.Kind == RoleReference.ClusterRole ? "clusterroles" : "roles";
        if (IsAllowed(request.Context.User, "bind", plural, request.Namespace, role.Name))
        {
            return;
        }

        if (index.Current.RulesOf(role, request.Namespace, out _) is not { } rules)
        {
            throw ApiErrors.NotFound($"{plural}.{Group}", role.Name);
        }

        Confirm(request, $"{request.Kind.Plural}.{Group}", rules);
    }

    private void Confirm(AdmissionRequest request, string qualified, ImmutableArray<PolicyRule> granted)
    {
        UserInfo user = request.Context.User;
        IReadOnlyList<PolicyRule> missing = Missing(user, request.Namespace, granted, out IReadOnlyList<string> errors);
        if (missing.Count == 0)
        {
            return;
        }

        string why = $"user {GoText.Quote(user.Name)} (groups={GoText.Quote(user.Groups)}) is attempting to grant RBAC permissions "
            + $"not currently held:\n{string.Join('\n', RuleCoverage.Describe(missing))}";
        if (errors.Count > 0)
        {
            why += $"; resolution errors: [{GoText.Aggregate(errors)}]";
        }

        throw ApiErrors.Forbidden(qualified, request.Name, why);
    }

    private IReadOnlyList<PolicyRule> Missing(UserInfo user, string ns, ImmutableArray<PolicyRule> wanted, out IReadOnlyList<string> errors) =>
        RuleCoverage.Missing(index.Current.RulesFor(user, ns, out errors), wanted);

    private bool IsAllowed(UserInfo user, string verb, string plural, string ns, string name) => authorizer.Authorize(user, new RequestInfo
    {
        IsResourceRequest = true,
        Verb = verb,
        Path = string.Empty,
        ApiGroup = Group,
        ApiVersion = "v1",
        Resource = plural,
        Namespace = ns,
        Name = name,
    }).Allowed;
}
