using System.Management.Automation;

namespace PodKube.Objects.Columns;

/// <summary>The computed members of namespaces, nodes, configuration, storage, custom resource definitions and API services.</summary>
public static class ClusterColumns
{
    /// <summary>The phase: Active or Terminating for a namespace, Bound and others for volumes.</summary>
    public static string? Phase(PSObject instance) => KubeValue.Of(instance)["status"]["phase"].Text;

    /// <summary>The node's state: Ready, NotReady or Unknown, and SchedulingDisabled.</summary>
    public static string NodeState(PSObject instance)
    {
        KubeValue node = KubeValue.Of(instance);
        string ready = ColumnText.Condition(node["status"], "Ready")["status"].Text switch
        {
            "True" => "Ready",
            null => "Unknown",
            _ => "NotReady",
        };
        return node["spec"]["unschedulable"].IsTrue ? ready + ",SchedulingDisabled" : ready;
    }

    /// <summary>The node's roles, from its <c>node-role.kubernetes.io/</c> labels.</summary>
    public static string Roles(PSObject instance)
    {
        const string Prefix = "node-role.kubernetes.io/";
        return ColumnText.Join(KubeValue.Of(instance)["metadata"]["labels"].Entries()
            .Where(static e => e.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static e => e.Key[Prefix.Length..]).Order(StringComparer.Ordinal));
    }

    /// <summary>The node's kubelet version.</summary>
    public static string? KubeletVersion(PSObject instance) => KubeValue.Of(instance)["status"]["nodeInfo"]["kubeletVersion"].Text;

    /// <summary>The node's address within the cluster.</summary>
    public static string InternalIP(PSObject instance) => ColumnText.OrNone(KubeValue.Of(instance)["status"]["addresses"].Items()
        .FirstOrDefault(static a => a["type"].Text == "InternalIP")["address"].Text);

    /// <summary>The node's operating system image.</summary>
    public static string OSImage(PSObject instance) => ColumnText.OrNone(KubeValue.Of(instance)["status"]["nodeInfo"]["osImage"].Text);

    /// <summary>The node's container runtime.</summary>
    public static string ContainerRuntime(PSObject instance) =>
        ColumnText.OrNone(KubeValue.Of(instance)["status"]["nodeInfo"]["containerRuntimeVersion"].Text);

    /// <summary>How many keys a ConfigMap or Secret has.</summary>
    public static int DataCount(PSObject instance)
    {
        KubeValue map = KubeValue.Of(instance);
        return map["data"].Count + map["binaryData"].Count;
    }

    /// <summary>How many secrets a service account names.</summary>
    public static int SecretCount(PSObject instance) => KubeValue.Of(instance)["secrets"].Count;

    /// <summary>The size of a volume or claim.</summary>
    public static string? Capacity(PSObject instance)
    {
        KubeValue volume = KubeValue.Of(instance);
        return volume["spec"]["capacity"]["storage"].Text ?? volume["status"]["capacity"]["storage"].Text;
    }

    /// <summary>The access modes in kubectl's short form: <c>RWO,ROX</c>.</summary>
    public static string AccessModes(PSObject instance)
    {
        KubeValue volume = KubeValue.Of(instance);
        KubeValue granted = volume["status"]["accessModes"];
        return string.Join(',', (granted.Exists ? granted : volume["spec"]["accessModes"]).Items().Select(static m => m.Text switch
        {
            "ReadWriteOnce" => "RWO",
            "ReadOnlyMany" => "ROX",
            "ReadWriteMany" => "RWX",
            "ReadWriteOncePod" => "RWOP",
            string other => other,
            null => "",
        }));
    }

    /// <summary>What becomes of the volume when its claim goes.</summary>
    public static string? ReclaimPolicy(PSObject instance) => KubeValue.Of(instance)["spec"]["persistentVolumeReclaimPolicy"].Text;

    /// <summary>The claim that holds the volume: <c>namespace/name</c>.</summary>
    public static string Claim(PSObject instance)
    {
        KubeValue claim = KubeValue.Of(instance)["spec"]["claimRef"];
        return claim.Exists ? $"{claim["namespace"].Text}/{claim["name"].Text}" : "";
    }

    /// <summary>The storage class of a volume or claim.</summary>
    public static string? StorageClass(PSObject instance) => KubeValue.Of(instance)["spec"]["storageClassName"].Text;

    /// <summary>The volume that a claim is bound to.</summary>
    public static string? Volume(PSObject instance) => KubeValue.Of(instance)["spec"]["volumeName"].Text;

    /// <summary>The service behind an API service: <c>namespace/name</c>, or Local.</summary>
    public static string ApiServiceTarget(PSObject instance)
    {
        KubeValue service = KubeValue.Of(instance)["spec"]["service"];
        return service.Exists ? $"{service["namespace"].Text}/{service["name"].Text}" : "Local";
    }

    /// <summary>Whether an API service answers: <c>True</c>, or <c>False (reason)</c>.</summary>
    public static string ApiServiceAvailable(PSObject instance)
    {
        KubeValue condition = ColumnText.Condition(KubeValue.Of(instance)["status"], "Available");
        return condition["status"].Text switch
        {
            null => "Unknown",
            "True" => "True",
            string status => $"{status} ({condition["reason"].Text})",
        };
    }
}
