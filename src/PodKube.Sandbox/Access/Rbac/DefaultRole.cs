using System.Collections.Immutable;

namespace PodKube.Sandbox.Access.Rbac;

/// <summary>One role that a cluster is born with, and whom it is bound to.</summary>
internal sealed record DefaultRole(string Name, string Namespace)
{
    private const string AggregateLabel = "rbac.authorization.k8s.io/aggregate-to-";

    public ImmutableArray<PolicyRule> Rules { get; init; } = [];

    /// <summary>The label whose roles this one collects; null for a role of its own rules.</summary>
    public string? Aggregates { get; init; }

    /// <summary>The label by which another role collects this one.</summary>
    public string? AggregatedInto { get; init; }

    /// <summary>The subjects of its binding; null where there is no binding.</summary>
    public ImmutableArray<BindingSubject>? Subjects { get; init; }

    public static IEnumerable<DefaultRole> ClusterRoles =>
        Parse(DefaultRolesText.UserFacing)
            .Concat(Parse(DefaultRolesText.Discovery))
            .Concat(Parse(DefaultRolesText.Components))
            .Concat(Parse(DefaultRolesText.Controllers).Select(ForController));

    public static IEnumerable<DefaultRole> NamespacedRoles => Parse(DefaultRolesText.Namespaced).Select(role =>
    {
        int slash = role.Name.IndexOf('/', StringComparison.Ordinal);
        return role with { Namespace = role.Name[..slash], Name = role.Name[(slash + 1)..] };
    });

    private static DefaultRole ForController(DefaultRole role) => role with
    {
        Name = $"system:controller:{role.Name}",
        Subjects = [new BindingSubject(BindingSubject.ServiceAccount, role.Name, "kube-system")],
    };

    private static IEnumerable<DefaultRole> Parse(string text)
    {
        DefaultRole? role = null;
        ImmutableArray<PolicyRule>.Builder rules = ImmutableArray.CreateBuilder<PolicyRule>();
        // The text may have been checked out with CRLF: the compiler keeps a raw literal's line ends as they are.
        foreach (string line in text.Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == ' ')
            {
                rules.Add(ParseRule(line));
                continue;
            }

            if (role is not null)
            {
                yield return role with { Rules = rules.ToImmutable() };
            }

            rules.Clear();
            role = ParseHeader(line);
        }

        if (role is not null)
        {
            yield return role with { Rules = rules.ToImmutable() };
        }
    }

    private static DefaultRole ParseHeader(string line)
    {
        string[] halves = line.Split('=', 2);
        string[] words = halves[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new DefaultRole(words[0], string.Empty)
        {
            Aggregates = LabelOf(words, '+'),
            AggregatedInto = LabelOf(words, '@'),
            Subjects = halves.Length == 1 ? null : [.. halves[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ParseSubject)],
        };
    }

    private static string? LabelOf(string[] words, char mark) =>
        words.FirstOrDefault(word => word[0] == mark) is { } label ? AggregateLabel + label[1..] : null;

    private static BindingSubject ParseSubject(string text)
    {
        string[] parts = text.Split(':', 2);
        string[] account = parts[1].Split('/');
        return parts[0] == BindingSubject.ServiceAccount
            ? new BindingSubject(parts[0], account[1], account[0])
            : new BindingSubject(parts[0], parts[1], string.Empty);
    }

    private static PolicyRule ParseRule(string line)
    {
        string[] columns = line.Split('|', StringSplitOptions.TrimEntries);
        ImmutableArray<string> verbs = List(columns[0]);
        return columns.Length == 2
            ? new PolicyRule { Verbs = verbs, NonResourceUrls = List(columns[1]) }
            : new PolicyRule
            {
                Verbs = verbs,
                ApiGroups = [.. List(columns[1]).Select(group => group == "core" ? string.Empty : group)],
                Resources = List(columns[2]),
                ResourceNames = columns.Length > 3 ? List(columns[3]) : [],
            };
    }

    private static ImmutableArray<string> List(string text) => [.. text.Split(',')];
}
