using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>
/// The result of checking a bearer token: a user and the audiences it is good for, or an error. The error is empty where
/// nobody knows the token at all, and says why where the server knows its own token but does not accept it.
/// </summary>
internal sealed record TokenCheck(UserInfo? User, ImmutableArray<string> Audiences, string Error)
{
    private const string Unknown = "invalid bearer token";

    [MemberNotNullWhen(true, nameof(User))]
    public bool Succeeded => User is not null;

    public static TokenCheck NotOurs { get; } = new(null, [], Unknown);

    public static TokenCheck Success(UserInfo user, ImmutableArray<string> audiences) => new(user, audiences, string.Empty);

    /// <summary>The authenticators are asked in turn, and the server's message holds what all of them said.</summary>
    public static TokenCheck Refused(string why) => new(null, [], GoText.Aggregate([Unknown, why]));
}
