BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    . "$PSScriptRoot/Shared/RunningDeployment.ps1"
}
AfterAll { Stop-KubeSandbox }

Describe 'Resume-KubeRollout' {
    It 'resumes' {
        Suspend-KubeRollout deployment web | Out-Null
        (Get-KubeDeployment web | Resume-KubeRollout).spec.paused | Should -Not -BeTrue
        (Wait-KubeRollout deployment web -Timeout 300).State | Should -Be Complete
    }
    . "$PSScriptRoot/Shared/PausingCmdlet.ps1" -Command Resume-KubeRollout
}
