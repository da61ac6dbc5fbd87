BeforeAll { . "$PSScriptRoot/Import-PodKube.ps1" }
AfterAll { Stop-KubeSandbox }

Describe 'Stop-KubeSandbox' {
    It 'ends the process, removes its files and closes its sessions' {
        $sandbox = Start-KubeSandbox
        Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig | Out-Null
        $sandbox | Stop-KubeSandbox | Should -BeNullOrEmpty
        $sandbox.State | Should -Be Stopped
        Get-Process -Id $sandbox.ProcessId -ErrorAction Ignore | Should -BeNullOrEmpty
        $sandbox.ServiceAccountPath | Should -Not -Exist
        Get-KubeSandbox | Should -BeNullOrEmpty
        Get-KubeSession | Should -BeNullOrEmpty
    }
    It 'stops only what is piped in' {
        $first = Start-KubeSandbox
        $second = Start-KubeSandbox
        $first | Stop-KubeSandbox
        $second.State | Should -Be Running
    }
    It 'stops nothing with -WhatIf' {
        Stop-KubeSandbox -WhatIf
        (Get-KubeSandbox).State | Should -Be Running
    }
    It 'does nothing where there is nothing' {
        Stop-KubeSandbox
        Stop-KubeSandbox -ErrorAction Stop
    }
}
