using System.Text;
using PodKube.Client.Errors;

namespace PodKube.Client.Config;

/// <summary>The mounted service account: checks that what is needed is there, and says exactly what is not.</summary>
internal sealed class ServiceAccountFolder
{
    private readonly IFileSystem _files;
    private readonly string _folder;

    internal ServiceAccountFolder(IFileSystem files, string folder)
    {
        _files = files;
        _folder = folder;
    }

    internal void RequireToken(string file, bool serverVariablesSet)
    {
        if (!_files.FileExists(file))
        {
            throw Missing(file, serverVariablesSet);
        }

        string token = Read(file, ErrorReason.TokenUnreadable, "token");
        if (token.Length == 0)
        {
            throw new KubeConfigException(
                ErrorReason.TokenEmpty,
                $"The service account token {file} is empty.",
                "The kubelet writes this file. An empty one mostly means that the volume is not a service account volume: look at the pod's volumes, or delete the pod so that it is made anew.");
        }
    }

    internal void RequireAuthority(string file)
    {
        if (!_files.FileExists(file))
        {
            throw new KubeConfigException(
                ErrorReason.CertificateAuthorityInvalid,
                $"The service account folder {_folder} has a token and no ca.crt, so the server cannot be verified.",
                "Mount the ConfigMap kube-root-ca.crt into the folder, as the automatic kube-api-access volume does.");
        }

        string pem = Read(file, ErrorReason.CertificateAuthorityInvalid, "certificate authority");
        if (!pem.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
        {
            throw new KubeConfigException(
                ErrorReason.CertificateAuthorityInvalid,
                $"The certificate authority {file} holds no PEM certificate.",
                "It must be the cluster's CA as the ConfigMap kube-root-ca.crt holds it.");
        }
    }

    internal string? ReadNamespace()
    {
        string file = Path.Combine(_folder, "namespace");
        try
        {
            return _files.FileExists(file) && Text(_files.ReadAllBytes(file)) is { Length: > 0 } name ? name : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes).Trim('\uFEFF').Trim();

    private string Read(string file, string reason, string what)
    {
        try
        {
            return Text(_files.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException(
                reason,
                $"The service account's {what} {file} cannot be read: {e.Message}",
                "Let the container's user read it: set securityContext.fsGroup on the pod, or run as a user that may read the file.",
                e);
        }
    }

    private KubeConfigException Missing(string file, bool serverVariablesSet)
    {
        if (serverVariablesSet)
        {
            string found = _files.DirectoryExists(_folder) ? $"The folder {_folder} has no file 'token'" : $"There is no folder {_folder}";
            return new KubeConfigException(
                ErrorReason.TokenMissing,
                $"{found}, although the KUBERNETES_ variables say that this is a pod: its service account is not mounted.",
                $"Remove automountServiceAccountToken: false from the pod or its ServiceAccount, or mount a projected serviceAccountToken volume and name its folder in {InClusterConfigLoader.FolderVariable}.");
        }

        return new KubeConfigException(
            ErrorReason.NotInCluster,
            $"This does not look like a pod: there is no {file}, and neither KUBERNETES_SERVICE_HOST nor KUBERNETES_PORT_443_TCP_ADDR is set.",
            $"Run inside a pod, name a folder with token, ca.crt and namespace in {InClusterConfigLoader.FolderVariable}, or use a kubeconfig file.");
    }
}
