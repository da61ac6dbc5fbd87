using PodKube.Sandbox.Hosting;

namespace PodKube.Sandbox.Pki;

/// <summary>
/// The authorities that the system trusts, which this process has no use for: it verifies clients against its own authority and extension servers
/// against the one that their APIService names.
/// </summary>
internal static class SystemTrust
{
    /// <summary>
    /// Keeps OpenSSL from reading them. For its server certificate SslStream builds a chain, and for that .NET reads every root of the system, whatever
    /// the options say (SslStreamCertificateContext.Create, OpenSslX509ChainProcessor.InitiateChain): on Linux more work than the rest of the start.
    /// Call it before anything else of the process touches certificates.
    /// </summary>
    public static void Forget()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // .NET copies the environment at the first such call: commands that `run` starts get the variables as they were.
        _ = Environment.GetEnvironmentVariables();
        NativeMethods.SetVariable("SSL_CERT_FILE", "/dev/null");
        NativeMethods.SetVariable("SSL_CERT_DIR", "/dev/null");
    }
}
