BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeNamespace' {
    It 'creates a namespace that is ready for objects' {
        $made = New-KubeNamespace team-a
        $made.pstypenames[0] | Should -Be PodKube.v1.Namespace
        $made.metadata.labels.'kubernetes.io/metadata.name' | Should -Be team-a
        (New-KubeConfigMap inside -Namespace team-a).Namespace | Should -Be team-a
    }
    . "$PSScriptRoot/Shared/CreatingCmdlet.ps1" -Command New-KubeNamespace -ClusterScope
}
