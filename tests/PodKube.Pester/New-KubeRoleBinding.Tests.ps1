BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a | Out-Null
    New-KubeRole reader -Verb list -Resource pods | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeRoleBinding' {
    It 'gives a role to service accounts, users and groups' {
        $binding = New-KubeRoleBinding readers -Role reader -ServiceAccount robot, other:helper -User jane -Group devs
        $binding.Role | Should -Be Role/reader
        $binding.ServiceAccounts | Should -Be 'team-a/robot,other/helper'
        $binding.Users | Should -Be jane
        $binding.Groups | Should -Be devs
        Test-KubeAccess list pods -As jane | Should -BeTrue
    }
    It 'gives a cluster role in one namespace' {
        (New-KubeRoleBinding viewers -ClusterRole view -User joe).Role | Should -Be ClusterRole/view
        Test-KubeAccess list pods -As joe | Should -BeTrue
        Test-KubeAccess list pods -As joe -Namespace default | Should -BeFalse
    }
    It 'wants somebody to bind' {
        New-KubeRoleBinding nobody -Role reader -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.NewKubeRoleBindingCommand'
    }
    It 'sends nothing with -WhatIf' {
        New-KubeRoleBinding ghost -Role reader -User jane -WhatIf
        Get-KubeRoleBinding ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
