using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Admission;

/// <summary>Writes into a certificate signing request who asks for it: whoever creates it cannot say that of himself.</summary>
internal sealed class SigningRequester : IAdmission
{
    private static readonly string[] s_fields = ["username", "uid", "groups", "extra"];

    public void Mutate(AdmissionRequest request)
    {
        if (request is not { Kind: { Group: "certificates.k8s.io", Kind: "CertificateSigningRequest" }, Object: { } obj })
        {
            return;
        }

        var spec = obj.EnsureObject("spec");
        if (request.Operation == AdmissionOperation.Update)
        {
            Keep(spec, request.OldObject.GetObject("spec"));
        }
        else if (request.Operation == AdmissionOperation.Create)
        {
            Set(spec, request.Context.User);
        }
    }

    public void Validate(AdmissionRequest request)
    {
    }

    private static void Keep(JsonObject spec, JsonObject? old)
    {
        foreach (var name in s_fields)
        {
            spec.Remove(name);
            if (old?[name] is { } value)
            {
                spec[name] = value.DeepClone();
            }
        }
    }

    private static void Set(JsonObject spec, Access.UserInfo user)
    {
        Keep(spec, null);
        spec["username"] = user.Name;
        if (!string.IsNullOrEmpty(user.Uid))
        {
            spec["uid"] = user.Uid;
        }

        if (user.Groups.Count > 0)
        {
            spec["groups"] = new JsonArray([.. user.Groups.Select(group => (JsonNode)group)]);
        }

        if (user.Extra.Count > 0)
        {
            spec["extra"] = new JsonObject(user.Extra.Select(pair =>
                KeyValuePair.Create<string, JsonNode?>(pair.Key, new JsonArray([.. pair.Value.Select(value => (JsonNode)value)]))));
        }
    }
}
