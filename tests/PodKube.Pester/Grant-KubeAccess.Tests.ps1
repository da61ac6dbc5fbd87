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
        Get-KubeNode -Session $robot | Should -Not -BeNullOrEmpty
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
    ) {
        $ErrorActionPreference = 'Continue'
        $denied = & $call 2>&1
        $denied.FullyQualifiedErrorId | Should -BeLike 'Forbidden,*'
        $action = $denied.ErrorDetails.RecommendedAction
        $action | Should -BeLike 'Grant-KubeAccess *'
        Invoke-Expression "$action -Session `$admin" | Out-Null
        # What is not there is not forbidden any more.
        & $call 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -notlike 'NotFound,*' } | Should -BeNullOrEmpty
    }
}
