using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server.Selection;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Tables;

/// <summary>The columns of the built-in kinds, as kubectl shows them. Kinds that are not named show name and creation time.</summary>
internal static class BuiltInTables
{
    private static readonly Dictionary<string, Func<ColumnList, ColumnList>> s_tables = new(StringComparer.Ordinal)
    {
        ["pods"] = t => t.Name().Text("Ready", PodCells.Ready).Text("Status", PodCells.Status).Text("Restarts", PodCells.Restarts).Age()
            .Wide("IP", row => TableRow.OrNone(row.Status.GetText("podIP"))).Wide("Node", row => TableRow.OrNone(row.Spec.GetText("nodeName")))
            .Wide("Nominated Node", row => TableRow.OrNone(row.Status.GetText("nominatedNodeName"))).Wide("Readiness Gates", PodCells.ReadinessGates),
        ["replicationcontrollers"] = Replicas,
        ["replicasets.apps"] = Replicas,
        ["deployments.apps"] = t => Template(
            t.Name().Text("Ready", row => $"{Count(row, "readyReplicas")}/{row.Spec.GetLong("replicas") ?? 0}")
                .NumberAsText("Up-to-date", row => Count(row, "updatedReplicas")).NumberAsText("Available", row => Count(row, "availableReplicas")).Age(),
            row => row.Spec.At("template", "spec")),
        ["statefulsets.apps"] = t => t.Name().Text("Ready", row => $"{Count(row, "readyReplicas")}/{row.Spec.GetLong("replicas") ?? 0}").Age()
            .Wide("Containers", row => TableRow.ContainerNames(row.Spec.At("template", "spec"))).Wide("Images", row => TableRow.Images(row.Spec.At("template", "spec"))),
        ["daemonsets.apps"] = t => Template(
            t.Name().Number("Desired", row => Count(row, "desiredNumberScheduled")).Number("Current", row => Count(row, "currentNumberScheduled"))
                .Number("Ready", row => Count(row, "numberReady")).Number("Up-to-date", row => Count(row, "updatedNumberScheduled"))
                .Number("Available", row => Count(row, "numberAvailable"))
                .Text("Node Selector", row => TableRow.Labels(row.Spec.At("template", "spec", "nodeSelector") as JsonObject)).Age(),
            row => row.Spec.At("template", "spec")),
        ["controllerrevisions.apps"] = t => t.Name().Text("Controller", Controller).NumberAsText("Revision", row => row.Object.GetLong("revision")).Age(),
        ["jobs.batch"] = t => Template(
            t.Name().Text("Status", BatchCells.JobStatus).Text("Completions", BatchCells.Completions).Text("Duration", BatchCells.Duration).Age(),
            row => row.Spec.At("template", "spec")),
        ["cronjobs.batch"] = t => Template(
            t.Name().Text("Schedule", row => row.Spec.GetText("schedule")).Text("Timezone", row => TableRow.OrNone(row.Spec.GetText("timeZone")))
                .Text("Suspend", row => row.Spec.GetBool("suspend") == true ? "True" : "False").Number("Active", row => row.Status.GetArray("active")?.Count)
                .Text("Last Schedule", row => row.Status.GetText("lastScheduleTime") is { } last ? row.Since(last) : TableRow.None).Age(),
            row => row.Spec.At("jobTemplate", "spec", "template", "spec"),
            row => row.Spec.At("jobTemplate", "spec", "selector")),
        ["services"] = t => t.Name().Text("Type", row => row.Spec.GetText("type")).Text("Cluster-IP", row => TableRow.OrNone(row.Spec.GetText("clusterIP")))
            .Text("External-IP", ServiceCells.ExternalAddress).Text("Port(s)", ServiceCells.Ports).Age()
            .Wide("Selector", row => TableRow.Labels(row.Spec.GetObject("selector"))),
        ["endpoints"] = t => t.Name().Text("Endpoints", ServiceCells.Endpoints).Age(),
        ["nodes"] = t => t.Name().Text("Status", ServiceCells.NodeStatus).Text("Roles", ServiceCells.NodeRoles).Age()
            .Text("Version", row => row.Status.GetObject("nodeInfo").GetText("kubeletVersion"))
            .Wide("Internal-IP", row => ServiceCells.NodeAddress(row, "InternalIP")).Wide("External-IP", row => ServiceCells.NodeAddress(row, "ExternalIP"))
            .Wide("OS-Image", row => NodeInfo(row, "osImage")).Wide("Kernel-Version", row => NodeInfo(row, "kernelVersion"))
            .Wide("Container-Runtime", row => NodeInfo(row, "containerRuntimeVersion")),
        ["events"] = Events,
        ["events.events.k8s.io"] = Events,
        ["namespaces"] = t => t.Name().Text("Status", row => row.Status.GetText("phase")).Age(),
        ["secrets"] = t => t.Name().Text("Type", row => row.Object.GetText("type")).NumberAsText("Data", row => row.Object.GetObject("data")?.Count).Age(),
        ["configmaps"] = t => t.Name()
            .NumberAsText("Data", row => (row.Object.GetObject("data")?.Count ?? 0) + (row.Object.GetObject("binaryData")?.Count ?? 0)).Age(),
        ["serviceaccounts"] = t => t.Name().Age(),
        ["persistentvolumes"] = t => t.Name().Text("Capacity", row => row.Spec.GetObject("capacity").GetText("storage")).Text("Access Modes", row => AccessModes(row.Spec))
            .Text("Reclaim Policy", row => row.Spec.GetText("persistentVolumeReclaimPolicy")).Text("Status", row => row.Status.GetText("phase"))
            .Text("Claim", row => row.Spec.GetObject("claimRef") is { } claim ? claim.GetText("namespace") + "/" + claim.GetText("name") : "")
            .Text("StorageClass", row => row.Spec.GetText("storageClassName") ?? "").Text("VolumeAttributesClass", row => row.Spec.GetText("volumeAttributesClassName") ?? TableRow.Unset)
            .Text("Reason", row => row.Status.GetText("reason") ?? "").Age().Wide("VolumeMode", row => row.Spec.GetText("volumeMode") ?? TableRow.Unset),
        ["persistentvolumeclaims"] = t => t.Name().Text("Status", row => row.Object.IsDeleting() ? "Terminating" : row.Status.GetText("phase"))
            .Text("Volume", row => row.Spec.GetText("volumeName") ?? "").Text("Capacity", row => row.Status.GetObject("capacity").GetText("storage") ?? "")
            .Text("Access Modes", row => AccessModes(row.Status)).Text("StorageClass", row => row.Spec.GetText("storageClassName") ?? "")
            .Text("VolumeAttributesClass", row => row.Spec.GetText("volumeAttributesClassName") ?? TableRow.Unset).Age()
            .Wide("VolumeMode", row => row.Spec.GetText("volumeMode") ?? TableRow.Unset),
        ["rolebindings.rbac.authorization.k8s.io"] = RoleBindings,
        ["clusterrolebindings.rbac.authorization.k8s.io"] = RoleBindings,
        ["apiservices.apiregistration.k8s.io"] = t => t.Name()
            .Text("Service", row => row.Spec.GetObject("service") is { } service ? service.GetText("namespace") + "/" + service.GetText("name") : "Local")
            .Text("Available", Available).Age(),
        ["ingresses.networking.k8s.io"] = t => t.Name().Text("Class", row => TableRow.OrNone(row.Spec.GetText("ingressClassName"))).Text("Hosts", ServiceCells.IngressHosts)
            .Text("Address", ServiceCells.IngressAddress).Text("Ports", row => row.Spec.GetArray("tls") is { Count: > 0 } ? "80, 443" : "80").Age(),
        ["ingressclasses.networking.k8s.io"] = t => t.Name().Text("Controller", row => row.Spec.GetText("controller")).Text("Parameters", _ => TableRow.None).Age(),
        ["networkpolicies.networking.k8s.io"] = t => t.Name().Text("Pod-Selector", row => SelectorText(row.Spec.GetObject("podSelector"))).Age(),
        ["horizontalpodautoscalers.autoscaling"] = t => t.Name()
            .Text("Reference", row => row.Spec.GetObject("scaleTargetRef").GetText("kind") + "/" + row.Spec.GetObject("scaleTargetRef").GetText("name"))
            .Text("Targets", _ => TableRow.Unknown).Text("MinPods", row => (row.Spec.GetLong("minReplicas") ?? 1).ToString(CultureInfo.InvariantCulture))
            .Number("MaxPods", row => row.Spec.GetLong("maxReplicas")).Number("Replicas", row => Count(row, "currentReplicas")).Age(),
        ["poddisruptionbudgets.policy"] = t => t.Name().Text("Min Available", row => IntOrText(row, "minAvailable")).Text("Max Unavailable", row => IntOrText(row, "maxUnavailable"))
            .Number("Allowed Disruptions", row => Count(row, "disruptionsAllowed")).Age(),
        ["leases.coordination.k8s.io"] = t => t.Name().Text("Holder", row => row.Spec.GetText("holderIdentity") ?? "").Age(),
        ["storageclasses.storage.k8s.io"] = t => t.Name().Text("Provisioner", row => row.Object.GetText("provisioner")).Text("ReclaimPolicy", row => row.Object.GetText("reclaimPolicy") ?? "Delete")
            .Text("VolumeBindingMode", row => row.Object.GetText("volumeBindingMode") ?? TableRow.Unset)
            .Text("AllowVolumeExpansion", row => row.Object.GetBool("allowVolumeExpansion") == true ? "true" : "false").Age(),
        ["priorityclasses.scheduling.k8s.io"] = t => t.Name().Number("Value", row => row.Object.GetLong("value"))
            .Text("Global-Default", row => row.Object.GetBool("globalDefault") == true ? "true" : "false").Age().Text("PreemptionPolicy", row => row.Object.GetText("preemptionPolicy") ?? ""),
        ["endpointslices.discovery.k8s.io"] = t => t.Name().Text("AddressType", row => row.Object.GetText("addressType"))
            .Text("Ports", row => TableRow.Join(row.Object.GetArray("ports").Objects().Select(port => (port.GetLong("port") ?? 0).ToString(CultureInfo.InvariantCulture))))
            .Text("Endpoints", row => TableRow.Join(row.Object.GetArray("endpoints").Objects().SelectMany(endpoint => endpoint.GetArray("addresses").Texts()))).Age(),
        ["resourcequotas"] = t => t.Name().Text("Request", row => BatchCells.Quota(row, limits: false)).Text("Limit", row => BatchCells.Quota(row, limits: true)).Age(),
        ["certificatesigningrequests.certificates.k8s.io"] = t => t.Name().Age().Text("SignerName", row => row.Spec.GetText("signerName"))
            .Text("Requestor", row => row.Spec.GetText("username") ?? "").Text("RequestedDuration", RequestedDuration).Text("Condition", SigningCondition),
        ["componentstatuses"] = t => t.Name().Text("Status", _ => "Healthy").Text("Message", _ => "ok").Text("Error", _ => ""),
    };

    public static IReadOnlyList<TableColumn> Columns(string resource)
    {
        var list = new ColumnList(resource);
        return (s_tables.TryGetValue(resource, out var build) ? build(list) : Default(list)).Columns;
    }

    /// <summary>True for kinds with a table of their own; the common one writes null for no rows.</summary>
    public static bool Names(string resource) => s_tables.ContainsKey(resource);

    private static ColumnList Default(ColumnList table) =>
        table.Name().Add("Created At", "date", 0, row => row.Object.Metadata().GetText("creationTimestamp"));

    private static ColumnList Replicas(ColumnList table) => Template(
        table.Name().Number("Desired", row => row.Spec.GetLong("replicas")).Number("Current", row => Count(row, "replicas"))
            .Number("Ready", row => Count(row, "readyReplicas")).Age(),
        row => row.Spec.At("template", "spec"));

    private static ColumnList Template(ColumnList table, Func<TableRow, JsonNode?> podSpec, Func<TableRow, JsonNode?>? selector = null) => table
        .Wide("Containers", row => TableRow.ContainerNames(podSpec(row))).Wide("Images", row => TableRow.Images(podSpec(row)))
        .Wide("Selector", row => SelectorText((selector is null ? row.Spec?["selector"] : selector(row)) as JsonObject));

    private static string SelectorText(JsonObject? selector)
    {
        if (selector is not null && selector.GetObject("matchLabels") is null && selector.GetArray("matchExpressions") is null)
        {
            return TableRow.Labels(selector);
        }

        return selector is null ? TableRow.None : TableRow.OrNone(LabelSelector.FromObject(selector).ToString());
    }

    private static ColumnList Events(ColumnList table) => table
        .Text("Last Seen", row => row.Since(LastSeen(row))).Text("Type", row => row.Object.GetText("type")).Text("Reason", row => row.Object.GetText("reason"))
        .Text("Object", row => (row.Object.GetObject("involvedObject") ?? row.Object.GetObject("regarding")) is { } about ? about.GetText("kind")?.ToLowerInvariant() + "/" + about.GetText("name") : "")
        .Wide("Subobject", row => row.Object.GetObject("involvedObject").GetText("fieldPath") ?? "").Wide("Source", row => row.Object.GetObject("source").GetText("component") ?? "")
        .Text("Message", row => (row.Object.GetText("message") ?? row.Object.GetText("note") ?? "").Trim())
        .Wide("First Seen", row => row.Since(row.Object.GetText("firstTimestamp") ?? row.Object.GetText("eventTime")))
        .Add("Count", "string", 1, row => row.Object.GetLong("count") ?? 1).Wide("Name", row => row.Object.Name());

    private static string RequestedDuration(TableRow row) =>
        row.Spec.GetLong("expirationSeconds") is { } seconds ? HumanDuration.Format(TimeSpan.FromSeconds(seconds)) : TableRow.None;

    private static string SigningCondition(TableRow row)
    {
        var conditions = row.Status.GetArray("conditions").Objects().Select(condition => condition.GetText("type")).ToList();
        var verdict = conditions.Contains("Denied") ? "Denied" : conditions.Contains("Approved") ? "Approved" : "Pending";
        return verdict + (conditions.Contains("Failed") ? ",Failed" : "") + (string.IsNullOrEmpty(row.Status.GetText("certificate")) ? "" : ",Issued");
    }

    private static string? LastSeen(TableRow row) => row.Object.GetObject("series").GetText("lastObservedTime")
        ?? row.Object.GetText("lastTimestamp") ?? row.Object.GetText("deprecatedLastTimestamp") ?? row.Object.GetText("firstTimestamp") ?? row.Object.GetText("eventTime");

    private static ColumnList RoleBindings(ColumnList table) => table.Name()
        .Text("Role", row => row.Object.GetObject("roleRef").GetText("kind") + "/" + row.Object.GetObject("roleRef").GetText("name")).Age()
        .Wide("Users", row => Subjects(row, "User")).Wide("Groups", row => Subjects(row, "Group")).Wide("ServiceAccounts", row => Subjects(row, "ServiceAccount"));

    private static string Subjects(TableRow row, string kind) => string.Join(", ", row.Object.GetArray("subjects").Objects()
        .Where(subject => subject.GetText("kind") == kind)
        .Select(subject => kind == "ServiceAccount" ? subject.GetText("namespace") + "/" + subject.GetText("name") : subject.GetText("name")));

    private static long Count(TableRow row, string name) => row.Status.GetLong(name) ?? 0;

    private static string NodeInfo(TableRow row, string name) => row.Status.GetObject("nodeInfo").GetText(name) is { Length: > 0 } text ? text : TableRow.Unknown;

    private static string Controller(TableRow row) =>
        row.Object.ControllerOf() is { } owner ? $"{owner.GetText("kind")!.ToLowerInvariant()}.{owner.GetText("apiVersion")!.Split('/')[0]}/{owner.GetText("name")}" : TableRow.None;

    private static string Available(TableRow row)
    {
        var condition = row.Status.GetArray("conditions").Objects().FirstOrDefault(entry => entry.GetText("type") == "Available");
        return condition.GetText("status") switch
        {
            null => "Unknown",
            "True" => "True",
            var status => $"{status} ({condition.GetText("reason")})",
        };
    }

    private static string AccessModes(JsonObject? holder) => string.Join(',', holder.GetArray("accessModes").Texts().Select(mode => mode switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        _ => mode,
    }));

    private static string IntOrText(TableRow row, string name) => row.Spec?[name] is { } value ? value.AsText() ?? value.ToJsonString() : "N/A";
}
