using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Access.Reviews;

/// <summary>A user as the authentication.k8s.io API writes it.</summary>
internal static class UserInfoJson
{
    public static JsonObject ToJson(this UserInfo user)
    {
        var json = new JsonObject { ["username"] = user.Name };
        if (user.Uid.Length > 0)
        {
            json["uid"] = user.Uid;
        }

        if (user.Groups.Count > 0)
        {
            json["groups"] = user.Groups.ToJson();
        }

        if (user.Extra.Count > 0)
        {
            var extra = new JsonObject();
            foreach (var (key, values) in user.Extra.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                extra[key] = values.ToJson();
            }

            json["extra"] = extra;
        }

        return json;
    }
}
