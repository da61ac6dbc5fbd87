BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a -ServiceAccount robot
    $robot = $sandbox.Session
    $admin = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -Namespace team-a
    function Get-Rules($Name) { (Get-KubeRole $Name -Namespace team-a).rules }
}
AfterAll { Stop-KubeSandbox }

Describe 'Grant-KubeAccess' {
    It 'makes one role and one binding' {
        $grant = Grant-KubeAccess -ServiceAccount robot -Verb get, list -Resource pods, pods/log -Namespace team-a
        $grant.RoleName | Should -Be 'podkube:robot'
        $grant.Changes | Should -Be 'Create Role', 'Create RoleBinding'
        $rules = @(Get-Rules podkube:robot)
        $rules.Count | Should -Be 1
        $rules[0].resources | Should -Be pods, pods/log
        $rules[0].verbs | Should -Be get, list
        $binding = Get-KubeRoleBinding podkube:robot -Namespace team-a
        $binding.Role | Should -Be 'Role/podkube:robot'
        $binding.ServiceAccounts | Should -Be team-a/robot
    }
    It 'changes nothing that is so already' {
        (Grant-KubeAccess -ServiceAccount robot -Verb list -Resource pods).Changes | Should -BeNullOrEmpty
    }
    It 'extends what is there, and leaves it otherwise' {
        (Grant-KubeAccess -ServiceAccount robot -Verb delete, list -Resource pods).Changes | Should -Be 'Extend Role'
        $rules = @(Get-Rules podkube:robot)
        $rules.Count | Should -Be 2
        $rules[1].verbs | Should -Be delete
    }
    It 'grants single objects' {
        Grant-KubeAccess -ServiceAccount robot -Verb get -Resource secrets -Name db, web -RoleName secrets | Out-Null
        (Get-Rules secrets).resourceNames | Should -Be db, web
        Test-KubeAccess get secrets db -Session $robot | Should -BeTrue
        Test-KubeAccess get secrets other -Session $robot | Should -BeFalse
    }
    It 'grants cluster-wide' {
        Grant-KubeAccess -ServiceAccount team-a:robot -Verb list -Resource nodes -ClusterWide | Out-Null
        (Get-KubeClusterRole podkube:team-a:robot).rules[0].resources | Should -Be nodes
        { Get-KubeNode -Session $robot -ErrorAction Stop } | Should -Not -Throw
    }
    It 'grants paths' {
        Grant-KubeAccess -User jane -Verb get -NonResource /metrics -ClusterWide | Out-Null
        Test-KubeAccess get -NonResource /metrics -As jane | Should -BeTrue
    }
    It 'grants groups' {
        Grant-KubeAccess -Group devs -Verb list -Resource services | Out-Null
        Test-KubeAccess list services -As jane -AsGroup devs | Should -BeTrue
    }
    It 'takes a service account from the pipeline' {
        Get-KubeServiceAccount robot -Namespace team-a | Grant-KubeAccess -Verb list -Resource endpoints | Out-Null
        Test-KubeAccess list endpoints -Session $robot | Should -BeTrue
    }
    It 'warns of a verb that no request has' {
        Grant-KubeAccess -ServiceAccount robot -Verb gett, LIST, impersonate -Resource nodes -ClusterWide -RoleName odd -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike "*'gett'*"
    }
    It 'sends nothing with -WhatIf' {
        Grant-KubeAccess -ServiceAccount ghost -Verb list -Resource pods -WhatIf | Should -BeNullOrEmpty
        Get-KubeRole podkube:ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'refuses <title>' -ForEach @(
        @{ title = 'cluster-scoped kinds in a namespace'; arguments = @{ ServiceAccount = 'robot'; Resource = 'nodes' } }
        @{ title = 'paths in a namespace'; arguments = @{ ServiceAccount = 'robot'; NonResource = '/metrics' } }
        @{ title = 'no subject'; arguments = @{ Resource = 'pods' } }
        @{ title = 'two subjects'; arguments = @{ ServiceAccount = 'robot'; User = 'jane'; Resource = 'pods' } }
        @{ title = 'no resource'; arguments = @{ ServiceAccount = 'robot' } }
    ) {
        Grant-KubeAccess -Verb get @arguments -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.GrantKubeAccessCommand'
    }
}

Describe 'The RecommendedAction of a 403' {
    BeforeAll {
        New-TestObject /apis/apiextensions.k8s.io/v1/customresourcedefinitions @{
            apiVersion = 'apiextensions.k8s.io/v1'; kind = 'CustomResourceDefinition'; metadata = @{ name = 'widgets.example.com' }
            spec = @{
                group = 'example.com'; scope = 'Namespaced'; names = @{ plural = 'widgets'; singular = 'widget'; kind = 'Widget' }
                versions = @(@{
                    name = 'v1'; served = $true; storage = $true; subresources = @{ status = @{} }
                    schema = @{ openAPIV3Schema = @{ type = 'object'; 'x-kubernetes-preserve-unknown-fields' = $true } }
                })
            }
        } | Out-Null
        New-TestObject /apis/apiregistration.k8s.io/v1/apiservices @{
            apiVersion = 'apiregistration.k8s.io/v1'; kind = 'APIService'; metadata = @{ name = 'v1.elsewhere.example.com' }
            spec = @{
                group = 'elsewhere.example.com'; version = 'v1'; groupPriorityMinimum = 1000; versionPriority = 15
                service = @{ name = 'nobody'; namespace = 'team-a' }; insecureSkipTLSVerify = $true
            }
        } | Out-Null
        New-TestPod web team-a | Out-Null
        $core = '/api/v1/namespaces/team-a'
        function Invoke-Robot($Method, $Path, $Body) {
            if ($Body) { Invoke-KubeApi -Method $Method -Path $Path -Body $Body -Session $robot } else { Invoke-KubeApi -Method $Method -Path $Path -Session $robot }
        }
    }
    It 'is the one command that makes it work: <title>' -ForEach @(
        @{ title = 'list'; call = { Get-KubeService -Session $robot } }
        @{ title = 'get by name'; call = { Get-KubeConfigMap kube-root-ca.crt -Session $robot } }
        @{ title = 'list in a group'; call = { Get-KubeDeployment -Session $robot } }
        @{ title = 'list in all namespaces'; call = { Get-KubeJob -AllNamespaces -Session $robot } }
        @{ title = 'list in another namespace'; call = { Get-KubeSecret -Namespace kube-system -Session $robot } }
        @{ title = 'a cluster-scoped kind'; call = { Get-KubePersistentVolume -Session $robot } }
        @{ title = 'a cluster-scoped object'; call = { Get-KubeNamespace kube-system -Session $robot } }
        @{ title = 'create'; call = { New-KubeDeployment web nginx -Session $robot } }
        @{ title = 'delete'; call = { Remove-KubeResource configmaps kube-root-ca.crt -Session $robot } }
        @{ title = 'a path'; call = { Invoke-KubeApi /metrics -Session $robot } }
        @{ title = 'another verb on a path'; call = { Invoke-Robot POST /logs/ } }
        @{ title = 'a subresource'; call = { Invoke-Robot GET "$core/pods/web/status" } }
        @{ title = 'a log'; call = { Invoke-Robot GET /api/v1/namespaces/default/pods/ghost/log } }
        @{ title = 'a subresource in a group'; call = { Invoke-Robot GET '/apis/apps/v1/namespaces/team-a/deployments/shop/scale' } }
        @{ title = 'creation of a subresource'; call = { New-KubeToken default -Session $robot } }
        @{ title = 'creation of a named subresource'; call = { Invoke-Robot POST "$core/pods/ghost/eviction" @{ apiVersion = 'policy/v1'; kind = 'Eviction'; metadata = @{ name = 'ghost'; namespace = 'team-a' } } } }
        @{ title = 'deletecollection'; call = { Invoke-Robot DELETE "$core/podtemplates" } }
        @{ title = 'update by name'; call = { Invoke-Robot PUT "$core/configmaps/ghost" @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'ghost'; uid = 'not-there' } } } }
        @{ title = 'creation in the cluster'; call = { Invoke-Robot POST /api/v1/namespaces @{ apiVersion = 'v1'; kind = 'Namespace'; metadata = @{ name = 'made' } } } }
        @{ title = 'deletion in the cluster'; call = { Invoke-Robot DELETE /api/v1/nodes/ghost } }
        @{ title = 'a custom resource'; call = { Get-KubeResource widgets.example.com -Session $robot } }
        @{ title = 'a named custom resource'; call = { Get-KubeResource widgets.example.com -Name ghost -Session $robot } }
        @{ title = 'creation of a custom resource'; call = { Invoke-Robot POST '/apis/example.com/v1/namespaces/team-a/widgets' @{ apiVersion = 'example.com/v1'; kind = 'Widget'; metadata = @{ generateName = 'w-' } } } }
        @{ title = 'an aggregated API'; call = { Invoke-Robot GET '/apis/elsewhere.example.com/v1/namespaces/team-a/things' } }
        @{ title = 'the roles that somebody has'; call = { Invoke-Robot GET '/apis/rbac.authorization.k8s.io/v1/namespaces/team-a/roles' } }
        @{ title = 'a review'; call = { Test-KubeAccess list pods -As jane -Session $robot } }
        @{ title = 'a token review'; call = { Test-KubeToken some.opaque.token -Session $robot } }
    ) {
        $ErrorActionPreference = 'Continue'
        $denied = & $call 2>&1
        $denied.FullyQualifiedErrorId | Should -BeLike 'Forbidden,*'
        $action = $denied.ErrorDetails.RecommendedAction
        $action | Should -BeLike 'Grant-KubeAccess *'
        Invoke-Expression "$action -Session `$admin" | Out-Null
        # What is not there, or has nobody to answer, is not forbidden any more.
        $allowed = '^(NotFound|MethodNotAllowed|ServiceUnavailable|Conflict),'
        Test-Eventually {
            $script:failures = @(& $call 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -notmatch $allowed })
            -not ($script:failures.FullyQualifiedErrorId -like 'Forbidden,*')
        } | Should -BeTrue
        $script:failures | Should -BeNullOrEmpty
    }
}
