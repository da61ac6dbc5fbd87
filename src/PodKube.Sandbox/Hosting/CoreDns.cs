using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Hosting;

/// <summary>The cluster's name server: the one workload that every cluster runs, so that kube-system is never empty.</summary>
internal static class CoreDns
{
    public static JsonObject ServiceAccount() => Parse("""{"metadata":{"name":"coredns"}}""");

    public static JsonObject ConfigMap() => Parse("""
        {"metadata":{"name":"coredns"},
         "data":{"Corefile":".:53 {\n    errors\n    health {\n       lameduck 5s\n    }\n    ready\n    kubernetes cluster.local in-addr.arpa ip6.arpa {\n       pods insecure\n       fallthrough in-addr.arpa ip6.arpa\n       ttl 30\n    }\n    forward . /etc/resolv.conf\n    cache 30\n    loop\n    reload\n    loadbalance\n}\n"}}
        """);

    public static JsonObject Service() => Parse("""
        {"metadata":{"name":"kube-dns","labels":{"k8s-app":"kube-dns","kubernetes.io/cluster-service":"true","kubernetes.io/name":"CoreDNS"}},
         "spec":{"clusterIP":"10.96.0.10","clusterIPs":["10.96.0.10"],"selector":{"k8s-app":"kube-dns"},"type":"ClusterIP","sessionAffinity":"None",
          "ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack","internalTrafficPolicy":"Cluster",
          "ports":[{"name":"dns","port":53,"protocol":"UDP","targetPort":53},{"name":"dns-tcp","port":53,"protocol":"TCP","targetPort":53},
                   {"name":"metrics","port":9153,"protocol":"TCP","targetPort":9153}]}}
        """);

    public static JsonObject Deployment() => Parse("""
        {"metadata":{"name":"coredns","labels":{"k8s-app":"kube-dns"}},
         "spec":{"replicas":2,"selector":{"matchLabels":{"k8s-app":"kube-dns"}},
          "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1,"maxSurge":"25%"}},
          "template":{"metadata":{"labels":{"k8s-app":"kube-dns"}},
           "spec":{"serviceAccountName":"coredns","priorityClassName":"system-cluster-critical","dnsPolicy":"Default","nodeSelector":{"kubernetes.io/os":"linux"},
            "containers":[{"name":"coredns","image":"registry.k8s.io/coredns/coredns:v1.13.1","args":["-conf","/etc/coredns/Corefile"],
             "resources":{"limits":{"memory":"170Mi"},"requests":{"cpu":"100m","memory":"70Mi"}},
             "ports":[{"containerPort":53,"name":"dns","protocol":"UDP"},{"containerPort":53,"name":"dns-tcp","protocol":"TCP"},
                      {"containerPort":9153,"name":"metrics","protocol":"TCP"}],
             "volumeMounts":[{"name":"config-volume","mountPath":"/etc/coredns","readOnly":true}]}],
            "volumes":[{"name":"config-volume","configMap":{"name":"coredns","items":[{"key":"Corefile","path":"Corefile"}]}}]}}}}
        """);

    private static JsonObject Parse(string json) => (JsonObject)JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(json))!;
}
