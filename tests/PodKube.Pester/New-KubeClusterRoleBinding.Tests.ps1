BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeClusterRoleBinding' {
    It 'gives a cluster role everywhere' {
        (New-KubeClusterRoleBinding viewers -ClusterRole view -User jane).Role | Should -Be ClusterRole/view
        Test-KubeAccess list pods -As jane -AllNamespaces | Should -BeTrue
    }
    It 'sends nothing with -WhatIf' {
        New-KubeClusterRoleBinding ghost -ClusterRole view -User jane -WhatIf
        Get-KubeClusterRoleBinding ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
