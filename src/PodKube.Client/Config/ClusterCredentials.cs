namespace PodKube.Client.Config;

/// <summary>How the client says who it is. Prints the kinds of what it holds, never the values.</summary>
public sealed class ClusterCredentials
{
    /// <summary>Nothing: the server sees <c>system:anonymous</c>.</summary>
    public static ClusterCredentials Anonymous { get; } = new();

    /// <summary>A file with a bearer token, re-read as it rotates; null for none. It wins over the other kinds of token.</summary>
    public string? TokenFile { get; init; }

    /// <summary>A credential plugin to run; null for none.</summary>
    public ExecPlugin? Exec { get; init; }

    /// <summary>The client certificate; null for none.</summary>
    public PemSource? ClientCertificate { get; init; }

    /// <summary>The client certificate's key; null for none.</summary>
    public PemSource? ClientKey { get; init; }

    /// <summary>The user of HTTP basic authentication; null for none.</summary>
    public string? UserName { get; init; }

    /// <summary>A bearer token that never changes; null for none.</summary>
    public string? Token { internal get; init; }

    /// <summary>The password of HTTP basic authentication; null for none.</summary>
    public string? Password { internal get; init; }

    /// <summary>Whether there is nothing.</summary>
    public bool IsAnonymous => Kinds().Count == 0;

    /// <summary>The kinds of credentials, for instance <c>token file …, client certificate</c>.</summary>
    public override string ToString() => IsAnonymous ? "anonymous" : string.Join(", ", Kinds());

    private List<string> Kinds()
    {
        List<string> kinds = [];
        Add(TokenFile is not null, $"token file {TokenFile}");
        Add(Token is not null, "token");
        Add(Exec is not null, $"credential plugin {Exec?.Command}");
        Add(ClientCertificate is not null, "client certificate");
        Add(UserName is not null, $"user {UserName} with password");
        return kinds;

        void Add(bool present, string kind)
        {
            if (present)
            {
                kinds.Add(kind);
            }
        }
    }
}
