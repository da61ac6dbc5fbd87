BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox
}
AfterAll { Stop-KubeSandbox }

Describe 'Set-KubeSession' {
    It 'changes the namespace that is meant' {
        (Set-KubeSession kube-system).Namespace | Should -Be kube-system
        (Get-KubeSession -Default).Namespace | Should -Be kube-system
        (Get-KubeServiceAccount).Namespace | Sort-Object -Unique | Should -Be kube-system
        @(Get-KubeSession).Count | Should -Be 1
    }
    It 'makes another session the default' {
        $other = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -NotDefault
        (Set-KubeSession -Session $other -Default).IsDefault | Should -BeTrue
        $other | Disconnect-KubeCluster
    }
}
