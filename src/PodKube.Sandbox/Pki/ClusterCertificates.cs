using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PodKube.Sandbox.Pki;

/// <summary>Every certificate of the sandbox's cluster: its authority, its serving certificate, the administrator and the front proxy.</summary>
internal sealed class ClusterCertificates : IDisposable
{
    private static readonly string[] s_servingNames =
    [
        "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
    ];

    private readonly TimeProvider _time;
    private readonly Lazy<X509Certificate2> _frontProxyClient;
    private readonly List<IDisposable> _retired = [];
    private readonly Lazy<Generation> _first;
    private readonly Lazy<CertificateAuthority> _frontProxyAuthority;
    private volatile Generation? _renewed;

    public ClusterCertificates(TimeProvider time)
    {
        _time = time;
        _first = new Lazy<Generation>(() => Generation.Create(time));
        _frontProxyAuthority = new Lazy<CertificateAuthority>(() => CertificateAuthority.Create("front-proxy-ca", time));
        _frontProxyClient = new Lazy<X509Certificate2>(() => FrontProxyAuthority.IssueClient("front-proxy-client"));
    }

    public CertificateAuthority Authority => Current.Authority;

    public X509Certificate2 Serving => Current.Serving;

    /// <summary>The serving certificate as SslStream wants it, made once: building its chain costs more than the rest of a handshake.</summary>
    public SslStreamCertificateContext ServingContext => Current.ServingContext.Value;

    /// <summary>The administrator's client certificate: user <c>kubernetes-admin</c> of group <c>system:masters</c>, as kubeadm makes it.</summary>
    public X509Certificate2 Administrator => Current.Administrator.Value;

    public CertificateAuthority FrontProxyAuthority => _frontProxyAuthority.Value;

    /// <summary>What the aggregation layer shows an extension server.</summary>
    public X509Certificate2 FrontProxyClient => _frontProxyClient.Value;

    private Generation Current => _renewed ?? _first.Value;

    /// <summary>
    /// Makes what every start needs. Everything is made when it is first asked for; this lets the composition root have it made beside other work,
    /// because a process pays some 50 ms for its first key.
    /// </summary>
    public void Prepare()
    {
        _ = Current.ServingContext.Value;
        _ = Current.Administrator.Value;
        _ = FrontProxyAuthority;
    }

    /// <summary>Replaces the authority and what it issued; connections made from now on see only the new ones.</summary>
    public void Rotate()
    {
        lock (_retired)
        {
            // A handshake may still be using the old certificates, so they live until the sandbox ends.
            _retired.Add(Current);
            _renewed = Generation.Create(_time);
        }
    }

    public void Dispose()
    {
        if (_renewed is not null || _first.IsValueCreated)
        {
            Current.Dispose();
        }

        foreach (IDisposable retired in _retired)
        {
            retired.Dispose();
        }

        if (_frontProxyAuthority.IsValueCreated)
        {
            _frontProxyAuthority.Value.Dispose();
        }

        if (_frontProxyClient.IsValueCreated)
        {
            _frontProxyClient.Value.Dispose();
        }
    }

    private sealed record Generation(CertificateAuthority Authority, X509Certificate2 Serving, Lazy<X509Certificate2> Administrator) : IDisposable
    {
        public Lazy<SslStreamCertificateContext> ServingContext { get; } = new(() => SslStreamCertificateContext.Create(Serving, null, offline: true));

        public static Generation Create(TimeProvider time)
        {
            CertificateAuthority authority = CertificateAuthority.Create("kubernetes", time);
            X509Certificate2 serving = authority.IssueServer("kube-apiserver", s_servingNames, [IPAddress.Loopback, IPAddress.IPv6Loopback]);
            return new Generation(authority, serving, new Lazy<X509Certificate2>(
                () => authority.IssueClient("kubernetes-admin", Access.SystemGroups.Masters)));
        }

        public void Dispose()
        {
            Authority.Dispose();
            Serving.Dispose();
            if (Administrator.IsValueCreated)
            {
                Administrator.Value.Dispose();
            }
        }
    }
}
