namespace PodKube.Client.Auth;

/// <summary>A client certificate with its key as PEM text. Two are equal when their texts are; it prints nothing of them.</summary>
internal sealed class ClientCertificatePem(string certificate, string key) : IEquatable<ClientCertificatePem>
{
    internal string Certificate { get; } = certificate;

    internal string Key { get; } = key;

    public bool Equals(ClientCertificatePem? other) =>
        other is not null && string.Equals(Certificate, other.Certificate, StringComparison.Ordinal) && string.Equals(Key, other.Key, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as ClientCertificatePem);

    public override int GetHashCode() => string.GetHashCode(Certificate, StringComparison.Ordinal);

    public override string ToString() => "(client certificate)";
}
