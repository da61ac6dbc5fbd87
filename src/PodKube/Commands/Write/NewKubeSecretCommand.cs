using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>Creates a secret: of values and files, of a user name and password, of a certificate and key, or for an image registry.</summary>
[Cmdlet(VerbsCommon.New, "KubeSecret", DefaultParameterSetName = DataSet, SupportsShouldProcess = true)]
[OutputType("PodKube.v1.Secret")]
public sealed class NewKubeSecretCommand : NewNamespacedObjectCmdlet
{
    private const string DataSet = "Data";
    private const string CredentialSet = "Credential";
    private const string TlsSet = "Tls";
    private const string RegistrySet = "Registry";

    /// <summary>Keys and values, as a hashtable: text, a SecureString (as Read-Host -AsSecureString gives), or bytes.</summary>
    [Parameter(Position = 1, ParameterSetName = DataSet)]
    [ValidateNotNull]
    public IDictionary? Data { get; set; }

    /// <summary>Files, each under its own name, or under another as <c>key=path</c>; a folder means all files in it.</summary>
    [Parameter(ParameterSetName = DataSet)]
    [ValidateNotNullOrEmpty]
    public string[] FromFile { get; set; } = [];

    /// <summary>Files of lines <c>KEY=value</c>, each line a key of its own; blank lines and lines that begin with # are left out.</summary>
    [Parameter(ParameterSetName = DataSet)]
    [ValidateNotNullOrEmpty]
    public string[] FromEnvFile { get; set; } = [];

    /// <summary>The type of the secret, for programs that read it. The default is Opaque.</summary>
    [Parameter(ParameterSetName = DataSet)]
    [ValidateNotNullOrEmpty]
    public string? Type { get; set; }

    /// <summary>A user name and password: the keys <c>username</c> and <c>password</c>, or those for -Registry.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet)]
    [Parameter(Mandatory = true, ParameterSetName = RegistrySet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The PEM file of a certificate, with those that lead to its authority.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TlsSet)]
    [ValidateNotNullOrEmpty]
    public string? Certificate { get; set; }

    /// <summary>The PEM file of the certificate's private key. It is checked that they belong together.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TlsSet)]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>The image registry that -Credential is for, such as <c>registry.example:5000</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RegistrySet)]
    [ValidateNotNullOrEmpty]
    public string? Registry { get; set; }

    /// <summary>Let nobody change the values: to change them the object must be deleted and created again.</summary>
    [Parameter]
    public SwitchParameter Immutable { get; set; }

    private protected override void ProcessWithSession() => Create("Secret", Write);

    private JsonObject Write()
    {
        DataEntries entries = new();
        string? type = ParameterSetName switch
        {
            CredentialSet => SecretContents.AddCredential(entries, Credential!.UserName, DataEntries.Reveal(Credential.Password)),
            TlsSet => SecretContents.AddCertificate(entries, File.ReadAllBytes(ResolvePath(Certificate!)), File.ReadAllBytes(ResolvePath(Key!))),
            RegistrySet => SecretContents.AddRegistry(entries, Registry!, Credential!.UserName, DataEntries.Reveal(Credential.Password)),
            _ => AddData(entries),
        };
        JsonObject manifest = ManifestNodes.New("v1", "Secret", Identity);
        ManifestNodes.AddUnlessEmpty(manifest, "type", type);
        ManifestNodes.AddUnlessEmpty(manifest, "immutable", Immutable ? true : null);
        ManifestNodes.AddUnlessEmpty(manifest, "data", entries.ToBase64());
        return manifest;
    }

    private string? AddData(DataEntries entries)
    {
        entries.Add(Data);
        DataFiles.AddFiles(entries, FromFile, ResolvePath);
        DataFiles.AddEnvironment(entries, FromEnvFile, ResolvePath);
        return Type;
    }
}
