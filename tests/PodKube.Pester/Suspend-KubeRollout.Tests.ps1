BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    . "$PSScriptRoot/Shared/RunningDeployment.ps1"
}
AfterAll { Stop-KubeSandbox }

Describe 'Suspend-KubeRollout' {
    It 'pauses' {
        (Suspend-KubeRollout deployment web).spec.paused | Should -BeTrue
        Wait-KubeResource deployment web -Timeout 300 -For { $_.status.observedGeneration -ge $_.metadata.generation } | Out-Null
        (Get-KubeRollout deployment web).State | Should -Be Paused
        Resume-KubeRollout deployment web | Out-Null
    }
    . "$PSScriptRoot/Shared/PausingCmdlet.ps1" -Command Suspend-KubeRollout
}
