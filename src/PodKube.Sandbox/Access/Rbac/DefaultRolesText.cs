namespace PodKube.Sandbox.Access.Rbac;

/// <summary>
/// The roles and bindings that every cluster has from its first start, as data. One line is one rule: the verbs, then
/// <c>| groups | resources | names</c> for resources (<c>core</c> is the group without a name), or <c>| paths</c>.
/// After the name of a role stand the cluster role labels it aggregates (<c>+</c>) and those it carries (<c>@</c>);
/// after a <c>=</c> stand the subjects it is bound to, <c>kind:name</c>.
/// https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
/// </summary>
internal static class DefaultRolesText
{
    public const string UserFacing = """
        cluster-admin = Group:system:masters
          * | * | *
          * | *
        admin +admin
        edit +edit @admin
        view +view @edit
        system:aggregate-to-admin @admin
          create | authorization.k8s.io | localsubjectaccessreviews
          create,delete,deletecollection,get,list,patch,update,watch | rbac.authorization.k8s.io | rolebindings,roles
        system:aggregate-to-edit @edit
          get,list,watch | core | pods/attach,pods/exec,pods/portforward,pods/proxy,secrets,services/proxy
          impersonate | core | serviceaccounts
          create,delete,deletecollection,patch,update | core | pods,pods/attach,pods/exec,pods/portforward,pods/proxy
          create | core | pods/eviction
          create,delete,deletecollection,patch,update | core | configmaps,events,persistentvolumeclaims,replicationcontrollers,replicationcontrollers/scale,secrets,serviceaccounts,services,services/proxy
          create | core | serviceaccounts/token
          create,delete,deletecollection,patch,update | apps | daemonsets,deployments,deployments/rollback,deployments/scale,replicasets,replicasets/scale,statefulsets,statefulsets/scale
          create,delete,deletecollection,patch,update | autoscaling | horizontalpodautoscalers
          create,delete,deletecollection,patch,update | batch | cronjobs,jobs
          create,delete,deletecollection,patch,update | extensions | daemonsets,deployments,deployments/rollback,deployments/scale,ingresses,networkpolicies,replicasets,replicasets/scale,replicationcontrollers/scale
          create,delete,deletecollection,patch,update | policy | poddisruptionbudgets
          create,delete,deletecollection,patch,update | networking.k8s.io | ingresses,networkpolicies
          create,delete,deletecollection,get,list,patch,update,watch | coordination.k8s.io | leases
        system:aggregate-to-view @view
          get,list,watch | core | configmaps,endpoints,persistentvolumeclaims,persistentvolumeclaims/status,pods,replicationcontrollers,replicationcontrollers/scale,serviceaccounts,services,services/status
          get,list,watch | core | bindings,events,limitranges,namespaces/status,pods/log,pods/status,replicationcontrollers/status,resourcequotas,resourcequotas/status
          get,list,watch | core | namespaces
          get,list,watch | discovery.k8s.io | endpointslices
          get,list,watch | apps | controllerrevisions,daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,replicasets,replicasets/scale,replicasets/status,statefulsets,statefulsets/scale,statefulsets/status
          get,list,watch | autoscaling | horizontalpodautoscalers,horizontalpodautoscalers/status
          get,list,watch | batch | cronjobs,cronjobs/status,jobs,jobs/status
          get,list,watch | extensions | daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,ingresses,ingresses/status,networkpolicies,replicasets,replicasets/scale,replicasets/status,replicationcontrollers/scale
          get,list,watch | policy | poddisruptionbudgets,poddisruptionbudgets/status
          get,list,watch | networking.k8s.io | ingresses,ingresses/status,networkpolicies
        """;

    public const string Discovery = """
        system:basic-user = Group:system:authenticated
          create | authorization.k8s.io | selfsubjectaccessreviews,selfsubjectrulesreviews
          create | authentication.k8s.io | selfsubjectreviews
        system:discovery = Group:system:authenticated
          get | /api,/api/*,/apis,/apis/*,/healthz,/livez,/openapi,/openapi/*,/readyz,/version,/version/
        system:public-info-viewer = Group:system:authenticated Group:system:unauthenticated
          get | /healthz,/livez,/readyz,/version,/version/
        system:service-account-issuer-discovery = Group:system:serviceaccounts
          get | /.well-known/openid-configuration,/.well-known/openid-configuration/,/openid/v1/jwks,/openid/v1/jwks/
        system:monitoring = Group:system:monitoring
          get | /healthz,/healthz/*,/livez,/livez/*,/metrics,/metrics/slis,/readyz,/readyz/*
        """;

    public const string Components = """
        system:auth-delegator
          create | authentication.k8s.io | tokenreviews
          create | authorization.k8s.io | subjectaccessreviews
        system:certificates.k8s.io:certificatesigningrequests:nodeclient
          create | certificates.k8s.io | certificatesigningrequests/nodeclient
        system:certificates.k8s.io:certificatesigningrequests:selfnodeclient
          create | certificates.k8s.io | certificatesigningrequests/selfnodeclient
        system:certificates.k8s.io:kube-apiserver-client-approver
          approve | certificates.k8s.io | signers | kubernetes.io/kube-apiserver-client
        system:certificates.k8s.io:kube-apiserver-client-kubelet-approver
          approve | certificates.k8s.io | signers | kubernetes.io/kube-apiserver-client-kubelet
        system:certificates.k8s.io:kubelet-serving-approver
          approve | certificates.k8s.io | signers | kubernetes.io/kubelet-serving
        system:certificates.k8s.io:legacy-unknown-approver
          approve | certificates.k8s.io | signers | kubernetes.io/legacy-unknown
        system:heapster
          get,list,watch | core | events,namespaces,nodes,pods
          get,list,watch | extensions | deployments
        system:kube-aggregator
          get,list,watch | core | endpoints,services
        system:kube-controller-manager = User:system:kube-controller-manager
          create,patch,update | core,events.k8s.io | events
          create | coordination.k8s.io | leases
          get,update | coordination.k8s.io | leases | kube-controller-manager
          create | core | secrets,serviceaccounts
          delete | core | secrets
          get | core | configmaps,namespaces,secrets,serviceaccounts
          update | core | secrets,serviceaccounts
          create | authentication.k8s.io | tokenreviews
          create | authorization.k8s.io | subjectaccessreviews
          list,watch | * | *
          create | core | serviceaccounts/token
        system:kube-dns = ServiceAccount:kube-system/kube-dns
          list,watch | core | endpoints,services
        system:kube-scheduler = User:system:kube-scheduler
          create,patch,update | core,events.k8s.io | events
          create | coordination.k8s.io | leases
          get,update | coordination.k8s.io | leases | kube-scheduler
          get,list,watch | core | nodes
          delete,get,list,watch | core | pods
          create | core | bindings,pods/binding
          patch,update | core | pods/status
          get,list,watch | core | replicationcontrollers,services
          get,list,watch | apps,extensions | replicasets
          get,list,watch | apps | statefulsets
          get,list,watch | policy | poddisruptionbudgets
          get,list,watch | core | persistentvolumeclaims,persistentvolumes
          create | authentication.k8s.io | tokenreviews
          create | authorization.k8s.io | subjectaccessreviews
          get,list,watch | storage.k8s.io | csinodes
          get,list,watch | core | namespaces
          get,list,watch | storage.k8s.io | csidrivers
          get,list,watch | storage.k8s.io | csistoragecapacities
        system:kubelet-api-admin
          get,list,watch | core | nodes
          proxy | core | nodes
          * | core | nodes/configz,nodes/healthz,nodes/log,nodes/metrics,nodes/pods,nodes/proxy,nodes/stats
        system:node =
          create | authentication.k8s.io | tokenreviews
          create | authorization.k8s.io | localsubjectaccessreviews,subjectaccessreviews
          get,list,watch | core | services
          create,get,list,watch | core | nodes
          patch,update | core | nodes/status
          patch,update | core | nodes
          create,patch,update | core,events.k8s.io | events
          get,list,watch | core | pods
          create,delete | core | pods
          patch,update | core | pods/status
          create | core | pods/eviction
          get,list,watch | core | configmaps,secrets
          get | core | persistentvolumeclaims,persistentvolumes
          get | core | endpoints
          create,get,list,watch | certificates.k8s.io | certificatesigningrequests
          create,delete,get,patch,update | coordination.k8s.io | leases
          get | storage.k8s.io | volumeattachments
          create | core | serviceaccounts/token
          get,patch,update | core | persistentvolumeclaims/status
          get,list,watch | storage.k8s.io | csidrivers
          create,delete,get,patch,update | storage.k8s.io | csinodes
          get,list,watch | node.k8s.io | runtimeclasses
        system:node-bootstrapper
          create,get,list,watch | certificates.k8s.io | certificatesigningrequests
        system:node-problem-detector
          get | core | nodes
          patch | core | nodes/status
          create,patch,update | core,events.k8s.io | events
        system:node-proxier = User:system:kube-proxy
          list,watch | core | endpoints,services
          get,list,watch | core | nodes
          create,patch,update | core,events.k8s.io | events
          list,watch | discovery.k8s.io | endpointslices
        system:persistent-volume-provisioner
          create,delete,get,list,watch | core | persistentvolumes
          get,list,update,watch | core | persistentvolumeclaims
          get,list,watch | storage.k8s.io | storageclasses
          watch | core | events
          create,patch,update | core,events.k8s.io | events
        system:volume-scheduler = User:system:kube-scheduler
          get,list,patch,update,watch | core | persistentvolumes
          get,list,watch | storage.k8s.io | storageclasses
          get,list,patch,update,watch | core | persistentvolumeclaims
        """;

    /// <summary>The roles of the controllers; each is bound to the service account of its name in kube-system.</summary>
    public const string Controllers = """
        cronjob-controller
          get,list,update,watch | batch | cronjobs
          create,delete,get,list,patch,update,watch | batch | jobs
          update | batch | cronjobs/status
          update | batch | cronjobs/finalizers
          delete,list | core | pods
          create,patch,update | core,events.k8s.io | events
        daemon-set-controller
          get,list,watch | apps,extensions | daemonsets
          update | apps,extensions | daemonsets/status
          update | apps,extensions | daemonsets/finalizers
          list,watch | core | nodes
          create,delete,list,patch,watch | core | pods
          create | core | pods/binding
          create,delete,get,list,patch,update,watch | apps | controllerrevisions
          create,patch,update | core,events.k8s.io | events
        deployment-controller
          get,list,update,watch | apps,extensions | deployments
          update | apps,extensions | deployments/status
          update | apps,extensions | deployments/finalizers
          create,delete,get,list,patch,update,watch | apps,extensions | replicasets
          get,list,update,watch | core | pods
          create,patch,update | core,events.k8s.io | events
        disruption-controller
          get,list,watch | apps,extensions | deployments
          get,list,watch | apps,extensions | replicasets
          get,list,watch | core | replicationcontrollers
          get,list,watch | policy | poddisruptionbudgets
          get,list,watch | apps | statefulsets
          update | policy | poddisruptionbudgets/status
          get | * | */scale
          create,patch,update | core,events.k8s.io | events
        endpoint-controller
          get,list,watch | core | pods,services
          create,delete,get,list,update | core | endpoints
          create | core | endpoints/restricted
          create,patch,update | core,events.k8s.io | events
        endpointslice-controller
          get,list,watch | core | nodes,pods,services
          update | core | services/finalizers
          create,delete,get,list,update | discovery.k8s.io | endpointslices
          create | discovery.k8s.io | endpointslices/restricted
          create,patch,update | core,events.k8s.io | events
        generic-garbage-collector
          delete,get,list,patch,update,watch | * | *
          create,patch,update | core,events.k8s.io | events
        horizontal-pod-autoscaler
          get,list,watch | autoscaling | horizontalpodautoscalers
          update | autoscaling | horizontalpodautoscalers/status
          get,update | * | */scale
          list | core | pods
          get,list | metrics.k8s.io | pods
          get,list | custom.metrics.k8s.io | *
          get,list | external.metrics.k8s.io | *
          create,patch,update | core,events.k8s.io | events
        job-controller
          get,list,patch,update,watch | batch | jobs
          update | batch | jobs/status
          update | batch | jobs/finalizers
          create,delete,list,patch,watch | core | pods
          create,patch,update | core,events.k8s.io | events
        namespace-controller
          delete,get,list,watch | core | namespaces
          update | core | namespaces/finalize,namespaces/status
          delete,deletecollection,get,list | * | *
        node-controller
          delete,get,list,patch,update | core | nodes
          patch,update | core | nodes/status
          patch,update | core | pods/status
          delete,get,list | core | pods
          create,patch,update | core,events.k8s.io | events
        persistent-volume-binder
          create,delete,get,list,update,watch | core | persistentvolumes
          update | core | persistentvolumes/status
          get,list,update,watch | core | persistentvolumeclaims
          update | core | persistentvolumeclaims/status
          create,delete,get,list,watch | core | pods
          get,list,watch | storage.k8s.io | storageclasses
          create,delete,get | core | endpoints,services
          get,list | core | secrets
          get,list | core | nodes
          watch | core | events
          create,patch,update | core,events.k8s.io | events
        pod-garbage-collector
          delete,list,watch | core | pods
          get,list | core | nodes
          patch | core | pods/status
        replicaset-controller
          get,list,update,watch | apps,extensions | replicasets
          update | apps,extensions | replicasets/status
          update | apps,extensions | replicasets/finalizers
          create,delete,list,patch,watch | core | pods
          create,patch,update | core,events.k8s.io | events
        replication-controller
          get,list,update,watch | core | replicationcontrollers
          update | core | replicationcontrollers/status
          update | core | replicationcontrollers/finalizers
          create,delete,list,patch,watch | core | pods
          create,patch,update | core,events.k8s.io | events
        resourcequota-controller
          list,watch | * | *
          update | core | resourcequotas/status
          create,patch,update | core,events.k8s.io | events
        root-ca-cert-publisher
          create,update | core | configmaps
          create,patch,update | core,events.k8s.io | events
        service-account-controller
          create | core | serviceaccounts
          create,patch,update | core,events.k8s.io | events
        statefulset-controller
          list,watch | core | pods
          get,list,watch | apps | statefulsets
          update | apps | statefulsets/status
          update | apps | statefulsets/finalizers
          create,delete,get,patch,update | core | pods
          create,delete,get,list,patch,update,watch | apps | controllerrevisions
          create,get | core | persistentvolumeclaims
          create,patch,update | core,events.k8s.io | events
        ttl-after-finished-controller
          delete,get,list,watch | batch | jobs
          create,patch,update | core,events.k8s.io | events
        clusterrole-aggregation-controller
          escalate,get,list,patch,update,watch | rbac.authorization.k8s.io | clusterroles
        """;

    /// <summary>The roles inside namespaces, named <c>namespace/name</c>, with the subjects of the binding of the same name.</summary>
    public const string Namespaced = """
        kube-public/system:controller:bootstrap-signer = ServiceAccount:kube-system/bootstrap-signer
          get,list,watch | core | configmaps
          update | core | configmaps | cluster-info
          create,patch,update | core,events.k8s.io | events
        kube-system/extension-apiserver-authentication-reader
          get,list,watch | core | configmaps | extension-apiserver-authentication
        kube-system/system::leader-locking-kube-controller-manager = User:system:kube-controller-manager ServiceAccount:kube-system/kube-controller-manager
          create,get,list,update,watch | coordination.k8s.io | leases
          create,get,list,update,watch | coordination.k8s.io | leasecandidates
        kube-system/system::leader-locking-kube-scheduler = User:system:kube-scheduler ServiceAccount:kube-system/kube-scheduler
          create,get,list,update,watch | coordination.k8s.io | leases
          create,get,list,update,watch | coordination.k8s.io | leasecandidates
        kube-system/system:controller:bootstrap-signer = ServiceAccount:kube-system/bootstrap-signer
          get,list,watch | core | secrets
        kube-system/system:controller:cloud-provider = ServiceAccount:kube-system/cloud-provider
          create,get,list,watch | core | configmaps
        kube-system/system:controller:token-cleaner = ServiceAccount:kube-system/token-cleaner
          delete,get,list,watch | core | secrets
          create,patch,update | core,events.k8s.io | events
        """;

    /// <summary>A binding whose name differs from its role's: the components that delegate authentication read that config map.</summary>
    public const string AuthenticationReaderBinding = "system::extension-apiserver-authentication-reader";
}
