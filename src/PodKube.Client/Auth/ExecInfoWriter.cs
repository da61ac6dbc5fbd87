using System.Buffers;
using System.Text;
using System.Text.Json;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Http;

namespace PodKube.Client.Auth;

/// <summary>Writes what a plugin is told in KUBERNETES_EXEC_INFO.</summary>
internal static class ExecInfoWriter
{
    internal static string Write(ExecPlugin plugin, ClusterConfig config, IFileSystem files)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using Utf8JsonWriter writer = new(buffer);
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "ExecCredential"u8);
        writer.WriteString("apiVersion"u8, plugin.ApiVersion);
        writer.WriteStartObject("spec"u8);
        writer.WriteBoolean("interactive"u8, false);
        if (plugin.ProvideClusterInfo)
        {
            WriteCluster(writer, plugin, config, files);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteCluster(Utf8JsonWriter writer, ExecPlugin plugin, ClusterConfig config, IFileSystem files)
    {
        writer.WriteStartObject("cluster"u8);
        writer.WriteString("server"u8, config.Server.AbsoluteUri.TrimEnd('/'));
        if (config.Trust.TlsServerName is { } name)
        {
            writer.WriteString("tls-server-name"u8, name);
        }

        if (config.Trust.SkipTlsVerify)
        {
            writer.WriteBoolean("insecure-skip-tls-verify"u8, true);
        }

        if (config.Trust.CertificateAuthority is { } authority)
        {
            string pem = TransportTrust.ReadPem(files, authority, ErrorReason.CertificateAuthorityInvalid, "certificate authority");
            writer.WriteBase64String("certificate-authority-data"u8, Encoding.UTF8.GetBytes(pem));
        }

        if (config.Proxy is { } proxy)
        {
            writer.WriteString("proxy-url"u8, proxy.AbsoluteUri);
        }

        if (plugin.ClusterConfigJson is { } extension)
        {
            writer.WritePropertyName("config"u8);
            writer.WriteRawValue(extension);
        }

        writer.WriteEndObject();
    }
}
