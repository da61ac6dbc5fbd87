BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox
}
AfterAll { Stop-KubeSandbox }

Describe 'Disconnect-KubeCluster' {
    BeforeEach { Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig | Out-Null }

    It 'closes the default session' {
        Disconnect-KubeCluster
        Get-KubeSession -Default | Should -BeNullOrEmpty
    }
    It 'closes what is piped in' {
        Get-KubeSession | Disconnect-KubeCluster
        Get-KubeSession | Should -BeNullOrEmpty
    }
    It 'closes all' {
        Disconnect-KubeCluster -All
        Get-KubeSession | Should -BeNullOrEmpty
    }
    It 'does nothing where there is nothing' {
        Disconnect-KubeCluster -All
        Disconnect-KubeCluster -ErrorAction Stop
    }
}
