using System.Text;
using PodKube.Client.Auth;

namespace PodKube.Client.Tests.Auth;

public sealed class TokenClaimsTests
{
    [Fact]
    public void A_bound_service_account_token_tells_all_about_itself()
    {
        TokenClaims claims = TokenClaims.Read(Jwt("""
            {"aud":["https://kubernetes.default.svc"],"exp":1795262400,"iat":1763726400,"nbf":1763726400,"iss":"https://kubernetes.default.svc","jti":"j",
             "kubernetes.io":{"namespace":"team-a","node":{"name":"n","uid":"nu"},"pod":{"name":"p","uid":"pu"},"serviceaccount":{"name":"robot","uid":"su"},"warnafter":1763730007},
             "sub":"system:serviceaccount:team-a:robot"}
            """))!;

        Assert.Equal("system:serviceaccount:team-a:robot", claims.Subject);
        Assert.Equal(["https://kubernetes.default.svc"], claims.Audiences);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795262400), claims.ExpiresAt);
        Assert.Equal(("team-a", "robot", "p", "n"), (claims.Namespace, claims.ServiceAccount, claims.Pod, claims.Node));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1763730007), claims.WarnAfter);
        Assert.False(claims.IsLegacy);
    }

    [Fact]
    public void A_legacy_token_is_known_as_one()
    {
        TokenClaims claims = TokenClaims.Read(Jwt("""
            {"iss":"kubernetes/serviceaccount","kubernetes.io/serviceaccount/namespace":"d","kubernetes.io/serviceaccount/service-account.name":"r","sub":"s","aud":"one"}
            """))!;

        Assert.True(claims.IsLegacy);
        Assert.Null(claims.ExpiresAt);
        Assert.Equal(("d", "r"), (claims.Namespace, claims.ServiceAccount));
        Assert.Equal(["one"], claims.Audiences);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("opaque-token")]
    [InlineData("a.b.c")]
    [InlineData("a.!!!.c")]
    [InlineData("a.W10.c")]
    public void What_is_no_token_has_no_claims(string? text) => Assert.Null(TokenClaims.Read(text));

    [Fact]
    public void Absurd_times_are_left_out() => Assert.Null(TokenClaims.Read(Jwt("""{"exp":1e300}"""))!.ExpiresAt);

    private static string Jwt(string payload) =>
        "eyJhbGciOiJub25lIn0." + Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)).TrimEnd('=').Replace('+', '-').Replace('/', '_') + ".sig";
}
