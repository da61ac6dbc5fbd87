BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeRole' {
    It 'makes a rule of its parameters' {
        $role = New-KubeRole reader -Verb get, list -Resource pods, pods/log
        $role.metadata.namespace | Should -Be team-a
        $role.rules.Count | Should -Be 1
        $role.rules[0].apiGroups | Should -Be ''
        $role.rules[0].resources | Should -Be pods, pods/log
        $role.rules[0].verbs | Should -Be get, list
    }
    It 'makes a rule for each group' {
        (New-KubeRole groups -Verb get -Resource pods, deployments).rules.apiGroups | Sort-Object | Should -Be '', 'apps'
    }
    It 'names objects' {
        (New-KubeRole named -Verb get -Resource secrets -ResourceName db).rules[0].resourceNames | Should -Be db
    }
    It 'takes rules from the pipeline' {
        $role = @{ apiGroups = 'apps'; resources = 'deployments'; verbs = 'get', 'patch' }, [pscustomobject] @{ resources = @('pods'); verbs = @('list') } | New-KubeRole piped
        $role.rules.Count | Should -Be 2
        $role.rules[1].apiGroups | Should -Be ''
    }
    It 'copies the rules of another role' {
        $role = Get-KubeClusterRole view | New-KubeRole viewer
        $role.rules.Count | Should -Be (Get-KubeClusterRole view).rules.Count
    }
    It 'sends nothing with -WhatIf' {
        New-KubeRole ghost -Verb get -Resource pods -WhatIf
        Get-KubeRole ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'refuses a role without rules' {
        New-KubeRole empty -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.NewKubeRoleCommand'
    }
    It 'reports one that is there already' {
        New-KubeRole reader -Verb get -Resource pods -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'AlreadyExists,PodKube.Commands.NewKubeRoleCommand'
    }
}
