BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeClusterRole' {
    It 'makes rules about kinds and about paths' {
        $role = New-KubeClusterRole nodes -Verb get -Resource nodes -NonResource /metrics
        $role.metadata.PSObject.Properties.Name | Should -Not -Contain namespace
        $role.rules.Count | Should -Be 2
        $role.rules[0].nonResourceURLs | Should -Be /metrics
        $role.rules[1].resources | Should -Be nodes
    }
    It 'sends nothing with -WhatIf' {
        New-KubeClusterRole ghost -Verb get -Resource nodes -WhatIf
        Get-KubeClusterRole ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
