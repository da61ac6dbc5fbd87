using System.Text.Json.Nodes;
using PodKube.Sandbox.Access.ServiceAccounts;
using PodKube.Sandbox.Pki;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Tests.Access;

public sealed class ServiceAccountTokenTests : IDisposable
{
    private const string Uid = "11111111-2222-3333-4444-555555555555";

    private readonly ManualTime _time = new();
    private readonly ServiceAccountKey _key = new();
    private readonly ObjectStore _store = new();
    private readonly ServiceAccountTokenIssuer _issuer;
    private readonly ServiceAccountTokenVerifier _verifier;

    public ServiceAccountTokenTests()
    {
        _issuer = new ServiceAccountTokenIssuer(_key, _time);
        _verifier = new ServiceAccountTokenVerifier(_key, _store, _time);
        Add("serviceaccounts", "team-a", "robot", Uid);
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Token_names_its_account_and_its_groups()
    {
        var check = _verifier.Check(Issue().Text, []);

        Assert.True(check.Succeeded, check.Error);
        Assert.Equal("system:serviceaccount:team-a:robot", check.User.Name);
        Assert.Equal(Uid, check.User.Uid);
        Assert.Equal(["system:serviceaccounts", "system:serviceaccounts:team-a", "system:authenticated"], check.User.Groups);
        Assert.StartsWith("JTI=", check.User.Extra["authentication.kubernetes.io/credential-id"][0], StringComparison.Ordinal);
    }

    [Fact]
    public void Token_ends_with_its_time()
    {
        var token = Issue(TimeSpan.FromMinutes(10)).Text;
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(_verifier.Check(token, []).Succeeded);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("[invalid bearer token, service account token has expired]", _verifier.Check(token, []).Error);
    }

    [Fact]
    public void Token_ends_with_its_account()
    {
        var token = Issue().Text;
        _store.Delete(new ObjectKey("serviceaccounts", "team-a", "robot"));

        Assert.Equal("[invalid bearer token, serviceaccounts \"robot\" not found]", _verifier.Check(token, []).Error);
    }

    [Fact]
    public void Token_of_a_deleted_account_is_not_good_for_the_next_one_of_that_name()
    {
        var token = Issue().Text;
        _store.Delete(new ObjectKey("serviceaccounts", "team-a", "robot"));
        Add("serviceaccounts", "team-a", "robot", "other");

        Assert.Equal(
            $"[invalid bearer token, service account UID (other) does not match claim ({Uid})]",
            _verifier.Check(token, []).Error);
    }

    [Fact]
    public void Token_bound_to_a_pod_ends_with_the_pod()
    {
        Add("pods", "team-a", "web", "pod-uid");
        var token = _issuer.Issue(Specification() with { BoundTo = new BoundObject("Pod", "web", "pod-uid") }).Text;
        Assert.Equal(["web"], _verifier.Check(token, []).User!.Extra["authentication.kubernetes.io/pod-name"]);

        _store.Delete(new ObjectKey("pods", "team-a", "web"));

        Assert.Equal("[invalid bearer token, service account token has been invalidated]", _verifier.Check(token, []).Error);
    }

    [Fact]
    public void Token_of_the_pod_volume_lives_a_year_and_says_when_it_should_have_been_renewed()
    {
        Add("pods", "team-a", "web", "pod-uid");
        var token = _issuer.Issue(Specification() with
        {
            Lifetime = ServiceAccountTokenIssuer.InjectedLifetime,
            BoundTo = new BoundObject("Pod", "web", "pod-uid"),
        });

        Assert.True(JsonWebToken.TryParse(token.Text, out var parsed));
        var now = _time.GetUtcNow();
        Assert.Equal(now.AddSeconds(3607).ToUnixTimeSeconds(), (long)parsed.Claims["kubernetes.io"]!["warnafter"]!);
        Assert.Equal(now.AddDays(365).ToUnixTimeSeconds(), (long)parsed.Claims["exp"]!);
        Assert.Equal(now.AddSeconds(3607), token.Expires);
    }

    [Fact]
    public void Token_for_others_is_not_good_for_the_server()
    {
        var token = _issuer.Issue(Specification() with { Audiences = ["vault"] }).Text;

        Assert.Equal(
            """[invalid bearer token, token audiences ["vault"] is invalid for the target audiences ["https://kubernetes.default.svc.cluster.local"]]""",
            _verifier.Check(token, []).Error);
        Assert.Equal(["vault"], _verifier.Check(token, ["vault", "other"]).Audiences);
    }

    [Fact]
    public void Legacy_token_is_good_as_long_as_its_secret_holds_it()
    {
        var token = _issuer.IssueLegacy("team-a", "legacy", "robot", Uid);
        var data = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(token));
        Add("secrets", "team-a", "legacy", "s", new JsonObject { ["token"] = data });
        Assert.True(_verifier.Check(token, []).Succeeded);

        _store.Delete(new ObjectKey("secrets", "team-a", "legacy"));

        Assert.Equal("[invalid bearer token, service account token has been invalidated]", _verifier.Check(token, []).Error);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public void Anything_else_is_no_token_of_ours(string text)
    {
        Assert.Equal("invalid bearer token", _verifier.Check(text, []).Error);
    }

    [Fact]
    public void Token_with_a_changed_claim_is_no_token_of_ours()
    {
        var parts = Issue().Text.Split('.');
        var claims = Base64Text.Encode("""{"iss":"https://kubernetes.default.svc.cluster.local","sub":"system:serviceaccount:kube-system:admin"}"""u8);

        Assert.Equal("invalid bearer token", _verifier.Check($"{parts[0]}.{claims}.{parts[2]}", []).Error);
    }

    [Fact]
    public void Revoked_token_is_refused_though_its_time_is_not_over()
    {
        var token = Issue().Text;
        Assert.True(JsonWebToken.TryParse(token, out var parsed));

        _verifier.Revoked.Add((string)parsed.Claims["jti"]!);

        Assert.False(_verifier.Check(token, []).Succeeded);
        Assert.True(_verifier.Check(Issue().Text, []).Succeeded);
    }

    private IssuedToken Issue(TimeSpan? lifetime = null) =>
        _issuer.Issue(lifetime is null ? Specification() : Specification() with { Lifetime = lifetime.Value });

    private static TokenSpecification Specification() => new("team-a", "robot", Uid) { Lifetime = TimeSpan.FromHours(1) };

    private void Add(string resource, string ns, string name, string uid, JsonObject? data = null) => _store.Create(
        new ObjectKey(resource, ns, name),
        new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns, ["uid"] = uid }, ["data"] = data });
}
