using PodKube.Sandbox.Access.ServiceAccounts;
using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Hosting;

/// <summary>
/// What a process inside a pod finds: the folder with token, authority and namespace, whose token is renewed as the kubelet
/// renews it, and kubeconfig files for those who want them. All of it lives in one folder that only its owner may enter.
/// </summary>
internal sealed class SimulatedPod : IAsyncDisposable
{
    // The kubelet renews a token when 80 % of its life is over, or after a day.
    private const double RenewalPoint = 0.8;
    private static readonly TimeSpan s_longestUse = TimeSpan.FromHours(24);

    private readonly SandboxServer _server;
    private readonly TimeProvider _time;
    private readonly string _folder;
    private readonly ServiceAccountMount _mount;
    private readonly ITimer _renewal;
    private readonly object _lock = new();

    public SimulatedPod(SandboxServer server, SandboxOptions options)
    {
        _server = server;
        _time = options.Time;
        Namespace = options.PodNamespace;
        ServiceAccount = options.ServiceAccount;
        // The name is random and the mode 0700: nobody else on the machine can read the token or put files in its place.
        _folder = Directory.CreateTempSubdirectory("podkube-").FullName;
        _mount = ServiceAccountMount.Create(Path.Combine(_folder, "serviceaccount"), _time);
        _renewal = _time.CreateTimer(_ => Renew(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        CaFile = Path.Combine(_folder, "ca.crt");
        KubeconfigPath = Path.Combine(_folder, "kubeconfig");
        AdministratorKubeconfigPath = Path.Combine(_folder, "admin.kubeconfig");
        Renew();
        server.ControlPlane.Effects.CredentialsChanged += Renew;
    }

    public string Namespace { get; }

    public string ServiceAccount { get; }

    public string ServiceAccountPath => _mount.Path;

    public string CaFile { get; }

    public string KubeconfigPath { get; }

    public string AdministratorKubeconfigPath { get; }

    /// <summary>Writes everything anew: a fresh token, and the authority as it is now.</summary>
    public void Renew()
    {
        lock (_lock)
        {
            var token = IssueToken();
            _mount.Write(new Dictionary<string, string>
            {
                ["token"] = token.Text,
                ["ca.crt"] = _server.AuthorityPem,
                ["namespace"] = Namespace,
            });
            WriteKubeconfigs();
            var use = (token.Expires - _time.GetUtcNow()) * RenewalPoint;
            _renewal.Change(use < s_longestUse ? use : s_longestUse, Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _server.ControlPlane.Effects.CredentialsChanged -= Renew;
        await _renewal.DisposeAsync().ConfigureAwait(false);
        lock (_lock)
        {
            _mount.Dispose();
            Directory.Delete(_folder, true);
        }
    }

    private IssuedToken IssueToken()
    {
        var operations = _server.ControlPlane.Operations;
        var account = operations.Get(operations.Kinds.Require("serviceaccounts"), Namespace, ServiceAccount).Value;
        return _server.ControlPlane.Issuer.Issue(new TokenSpecification(Namespace, ServiceAccount, account.Uid())
        {
            Lifetime = ServiceAccountTokenIssuer.InjectedLifetime,
        });
    }

    private void WriteKubeconfigs()
    {
        var kubeconfig = new Kubeconfig(_server.Url, _server.AuthorityPem);
        var tokenFile = Path.Combine(_mount.Path, "token");
        File.WriteAllText(CaFile, _server.AuthorityPem);
        File.WriteAllText(KubeconfigPath, kubeconfig.ForServiceAccount(Namespace, ServiceAccount, tokenFile));
        var administrator = Pki.CertificatePair.Export(_server.ControlPlane.Certificates.Administrator);
        File.WriteAllText(AdministratorKubeconfigPath, kubeconfig.ForAdministrator(Namespace, administrator));
    }
}
