BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Revoke-KubeAccess' {
    BeforeEach { Grant-KubeAccess -ServiceAccount robot -Verb get, list -Resource pods, services | Out-Null }

    It 'takes back exactly what is named' {
        (Revoke-KubeAccess -ServiceAccount robot -Verb list -Resource pods).Changes | Should -Be 'Reduce Role'
        Test-KubeAccess list pods -As system:serviceaccount:team-a:robot | Should -BeFalse
        Test-KubeAccess get pods -As system:serviceaccount:team-a:robot | Should -BeTrue
        Test-KubeAccess list services -As system:serviceaccount:team-a:robot | Should -BeTrue
    }
    It 'removes role and binding with the last right' {
        (Revoke-KubeAccess -ServiceAccount robot -Verb get, list -Resource pods, services).Changes | Should -Be 'Delete RoleBinding', 'Delete Role'
        Get-KubeRole -ErrorAction Stop | Should -BeNullOrEmpty
        Get-KubeRoleBinding -ErrorAction Stop | Should -BeNullOrEmpty
    }
    It 'changes nothing that is not given' {
        (Revoke-KubeAccess -ServiceAccount robot -Verb delete -Resource pods).Changes | Should -BeNullOrEmpty
        (Revoke-KubeAccess -ServiceAccount other -Verb list -Resource pods).Changes | Should -BeNullOrEmpty
    }
    It 'sends nothing with -WhatIf' {
        Revoke-KubeAccess -ServiceAccount robot -Verb get, list -Resource pods, services -WhatIf
        Get-KubeRole podkube:robot | Should -Not -BeNullOrEmpty
    }
}
