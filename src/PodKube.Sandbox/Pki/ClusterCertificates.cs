using System.Net;
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
    private volatile Generation _current;

    public ClusterCertificates(TimeProvider time)
    {
        _time = time;
        _current = Generation.Create(time);
        FrontProxyAuthority = CertificateAuthority.Create("front-proxy-ca", time);
        _frontProxyClient = new Lazy<X509Certificate2>(() => FrontProxyAuthority.IssueClient("front-proxy-client"));
    }

    public CertificateAuthority Authority => _current.Authority;

    public X509Certificate2 Serving => _current.Serving;

    /// <summary>The administrator's client certificate: user <c>kubernetes-admin</c> of group <c>system:masters</c>, as kubeadm makes it.</summary>
    public X509Certificate2 Administrator => _current.Administrator.Value;

    public CertificateAuthority FrontProxyAuthority { get; }

    /// <summary>What the aggregation layer shows an extension server.</summary>
    public X509Certificate2 FrontProxyClient => _frontProxyClient.Value;

    /// <summary>Replaces the authority and what it issued; connections made from now on see only the new ones.</summary>
    public void Rotate()
    {
        lock (_retired)
        {
            // A handshake may still be using the old certificates, so they live until the sandbox ends.
            _retired.Add(_current);
            _current = Generation.Create(_time);
        }
    }

    public void Dispose()
    {
        _current.Dispose();
        foreach (IDisposable retired in _retired)
        {
            retired.Dispose();
        }

        FrontProxyAuthority.Dispose();
        if (_frontProxyClient.IsValueCreated)
        {
            _frontProxyClient.Value.Dispose();
        }
    }

    private sealed record Generation(CertificateAuthority Authority, X509Certificate2 Serving, Lazy<X509Certificate2> Administrator) : IDisposable
    {
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
