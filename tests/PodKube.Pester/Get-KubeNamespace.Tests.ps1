BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeNamespace' {
    It 'lists the namespaces that a cluster is born with, and one''s own' {
        'default', 'kube-node-lease', 'kube-public', 'kube-system', 'team-a' | Should -BeIn (Get-KubeNamespace).Name
    }
    It 'filters by wildcards' {
        (Get-KubeNamespace kube-*).Count | Should -Be 3
    }
    It 'shows the state, and no namespace of its own' {
        $namespace = Get-KubeNamespace team-a
        $namespace.State | Should -Be 'Active'
        $namespace.Namespace | Should -BeNullOrEmpty
    }
    It 'has no -Namespace' {
        (Get-Command Get-KubeNamespace).Parameters.Keys | Should -Not -Contain 'Namespace'
    }
    It 'reports one that is not there' {
        Get-KubeNamespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.GetKubeNamespaceCommand'
        "$($problems.TargetObject)" | Should -Be 'Namespace nope'
    }
}
