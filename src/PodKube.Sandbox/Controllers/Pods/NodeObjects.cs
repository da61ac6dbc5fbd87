using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>The Node objects of the pretend nodes.</summary>
internal static class NodeObjects
{
    private const string KubeletVersion = "v1.36.2";

    /// <summary>The node of that index (from 0) as its kubelet registers it.</summary>
    public static JsonObject Build(int index, WorkloadOptions options, DateTimeOffset now)
    {
        string name = NameOf(index, options);
        string cidr = PodCidr(index);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject
                {
                    ["beta.kubernetes.io/arch"] = "amd64",
                    ["beta.kubernetes.io/os"] = "linux",
                    ["kubernetes.io/arch"] = "amd64",
                    ["kubernetes.io/hostname"] = name,
                    ["kubernetes.io/os"] = "linux",
                    ["topology.kubernetes.io/region"] = "local",
                    ["topology.kubernetes.io/zone"] = "zone-" + (char)('a' + (index % 3)),
                },
                ["annotations"] = new JsonObject { ["node.alpha.kubernetes.io/ttl"] = "0" },
            },
            ["spec"] = new JsonObject { ["podCIDR"] = cidr, ["podCIDRs"] = new JsonArray(cidr) },
            ["status"] = Status(index, name, options, now),
        };
    }

    public static string NameOf(int index, WorkloadOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"{options.NodeNamePrefix}{index}");

    /// <summary>4,096 addresses for each node, from 10.244.0.0 upwards.</summary>
    public static string PodCidr(int index) => Address(0x0AF40000u + ((uint)index << 12)) + "/20";

    /// <summary>The address of the pretend machine.</summary>
    public static string HostIp(int index) => Address(0xAC120002u + (uint)index);

    public static string Address(uint number) =>
        new IPAddress([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]).ToString();

    private static JsonObject Status(int index, string name, WorkloadOptions options, DateTimeOffset now) => new()
    {
        ["capacity"] = Resources(options),
        ["allocatable"] = Resources(options),
        ["conditions"] = new JsonArray(
            Condition("MemoryPressure", false, "KubeletHasSufficientMemory", "kubelet has sufficient memory available", now),
            Condition("DiskPressure", false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure", now),
            Condition("PIDPressure", false, "KubeletHasSufficientPID", "kubelet has sufficient PID available", now),
            Condition("Ready", true, "KubeletReady", "kubelet is posting ready status", now)),
        ["addresses"] = new JsonArray(
            new JsonObject { ["type"] = "InternalIP", ["address"] = HostIp(index) },
            new JsonObject { ["type"] = "Hostname", ["address"] = name }),
        ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } },
        ["nodeInfo"] = NodeInfo(index),
    };

    private static JsonObject Resources(WorkloadOptions options) => new()
    {
        ["cpu"] = "64",
        ["ephemeral-storage"] = "500Gi",
        ["hugepages-2Mi"] = "0",
        ["memory"] = "256Gi",
        ["pods"] = options.PodsPerNode.ToString(CultureInfo.InvariantCulture),
    };

    private static JsonObject Condition(string type, bool isTrue, string reason, string message, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = isTrue ? "True" : "False",
        ["lastHeartbeatTime"] = now.ApiTime(),
        ["lastTransitionTime"] = now.ApiTime(),
        ["reason"] = reason,
        ["message"] = message,
    };

    private static JsonObject NodeInfo(int index)
    {
        string id = (index + 1).ToString("x32", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["machineID"] = id,
            ["systemUUID"] = id,
            ["bootID"] = id,
            ["kernelVersion"] = "6.1.0-sandbox",
            ["osImage"] = "PodKube Sandbox",
            ["containerRuntimeVersion"] = "containerd://2.1.0",
            ["kubeletVersion"] = KubeletVersion,
            ["kubeProxyVersion"] = "",
            ["operatingSystem"] = "linux",
            ["architecture"] = "amd64",
        };
    }
}
