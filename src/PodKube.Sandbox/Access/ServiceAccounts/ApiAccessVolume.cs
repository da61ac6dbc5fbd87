using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>The projected volume through which a pod finds its token, the cluster's authority and its namespace.</summary>
internal static class ApiAccessVolume
{
    public const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    public const string RootAuthorityConfigMap = "kube-root-ca.crt";

    private const string NamePrefix = "kube-api-access-";
    private const int ReadableByAll = 420; // 0644

    /// <summary>Mounts the volume into every container that has nothing at its path yet.</summary>
    public static void Mount(JsonObject podSpec)
    {
        var name = podSpec.GetArray("volumes").Objects()
            .Select(volume => volume.TextOrEmpty("name"))
            .FirstOrDefault(volume => volume.StartsWith(NamePrefix, StringComparison.Ordinal));
        var isNew = name is null;
        name ??= NamePrefix + ObjectMeta.NewSuffix();
        var mounted = MountInto(podSpec, "initContainers", name) | MountInto(podSpec, "containers", name);
        if (isNew && mounted)
        {
            podSpec.EnsureArray("volumes").Add((JsonNode)Volume(name));
        }
    }

    private static bool MountInto(JsonObject podSpec, string list, string volume)
    {
        var any = false;
        foreach (var container in podSpec.GetArray(list).Objects())
        {
            if (container.GetArray("volumeMounts").Objects().Any(mount => mount.TextOrEmpty("mountPath") == MountPath))
            {
                continue;
            }

            container.EnsureArray("volumeMounts").Add((JsonNode)new JsonObject { ["name"] = volume, ["readOnly"] = true, ["mountPath"] = MountPath });
            any = true;
        }

        return any;
    }

    private static JsonObject Volume(string name) => new()
    {
        ["name"] = name,
        ["projected"] = new JsonObject
        {
            ["sources"] = new JsonArray(
                new JsonObject
                {
                    ["serviceAccountToken"] = new JsonObject
                    {
                        ["expirationSeconds"] = (long)ServiceAccountTokenIssuer.InjectedLifetime.TotalSeconds,
                        ["path"] = "token",
                    },
                },
                new JsonObject
                {
                    ["configMap"] = new JsonObject
                    {
                        ["name"] = RootAuthorityConfigMap,
                        ["items"] = new JsonArray(new JsonObject { ["key"] = "ca.crt", ["path"] = "ca.crt" }),
                    },
                },
                new JsonObject
                {
                    ["downwardAPI"] = new JsonObject
                    {
                        ["items"] = new JsonArray(new JsonObject
                        {
                            ["path"] = "namespace",
                            ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "metadata.namespace" },
                        }),
                    },
                }),
            ["defaultMode"] = (long)ReadableByAll,
        },
    };
}
