using System.Diagnostics.CodeAnalysis;

namespace PodKube.Sandbox.Access;

/// <summary>The outcome of authenticating one request: a user, or why the credential that was presented is not accepted.</summary>
internal readonly record struct AuthenticationResult(UserInfo? User, string? Error)
{
    [MemberNotNullWhen(true, nameof(User))]
    public bool Succeeded => User is not null;

    public static AuthenticationResult Success(UserInfo user) => new(user, null);

    public static AuthenticationResult Failure(string error) => new(null, error);
}
