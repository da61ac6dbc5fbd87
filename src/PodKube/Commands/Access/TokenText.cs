using System.Management.Automation;
using System.Net;
using System.Security;
using System.Text;
using PodKube.Client.Errors;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>Takes a token from what people have: a SecureString, a text, or the Secret of a legacy token.</summary>
internal static class TokenText
{
    private const string LegacyType = "kubernetes.io/service-account-token";

    /// <exception cref="KubeTokenException">There is no token in it.</exception>
    public static string Of(object given)
    {
        object plain = given is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : given;
        string text = plain switch
        {
            SecureString secret => new NetworkCredential("", secret).Password,
            string open => open,
            _ => FromSecret(KubeValue.Of(plain)),
        };
        return text.Trim() is { Length: > 0 } token ? token : throw KubeTokenException.NotAToken();
    }

    private static string FromSecret(KubeValue secret)
    {
        string? data = secret["type"].Text == LegacyType ? secret["data"]["token"].Text : null;
        try
        {
            return data is null ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(data));
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
