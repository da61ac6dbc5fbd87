BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    . "$PSScriptRoot/Shared/RunningDeployment.ps1"
}
AfterAll { Stop-KubeSandbox }

Describe 'Restart-KubeRollout' {
    It 'replaces the pods' {
        $made = Restart-KubeRollout deployment web
        $made.spec.template.metadata.annotations.'kubectl.kubernetes.io/restartedAt' | Should -Not -BeNullOrEmpty
        Wait-KubeRollout deployment web -Revision 2 -Timeout 300 | Out-Null
        (Get-KubeRollout deployment web).History.Count | Should -Be 2
    }
    It 'takes a rollout from the pipeline' {
        (Get-KubeRollout deployment web | Restart-KubeRollout -DryRun).Name | Should -Be web
    }
    It 'refuses one that is paused' {
        Suspend-KubeRollout deployment web | Out-Null
        Restart-KubeRollout deployment web -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.RestartKubeRolloutCommand'
        Resume-KubeRollout deployment web | Out-Null
    }
    . "$PSScriptRoot/Shared/ChangingCmdlet.ps1" -Command Restart-KubeRollout -Object @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' } } -Verb get
}
