using System.Text.Json.Nodes;
using PodKube.Sandbox.Pki;

namespace PodKube.Sandbox.Aggregation;

/// <summary>
/// The config map from which extension API servers learn whom to trust: the authority of client certificates, and that of the
/// front proxy with the headers in which it names the user.
/// https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/
/// </summary>
internal static class ExtensionAuthentication
{
    public const string Name = "extension-apiserver-authentication";
    public const string Namespace = "kube-system";

    public static JsonObject ConfigMap(ClusterCertificates certificates) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = Name },
        ["data"] = Data(certificates),
    };

    public static JsonObject Data(ClusterCertificates certificates) => new()
    {
        ["client-ca-file"] = certificates.Authority.Pem,
        ["requestheader-allowed-names"] = """["front-proxy-client"]""",
        ["requestheader-client-ca-file"] = certificates.FrontProxyAuthority.Pem,
        ["requestheader-extra-headers-prefix"] = $"""["{RemoteUserHeaders.ExtraPrefix}"]""",
        ["requestheader-group-headers"] = $"""["{RemoteUserHeaders.Group}"]""",
        ["requestheader-username-headers"] = $"""["{RemoteUserHeaders.User}"]""",
    };
}
