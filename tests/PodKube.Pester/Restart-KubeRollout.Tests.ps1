BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
    New-KubeDeployment web nginx:1 -Replicas 2 | Wait-KubeRollout -Timeout 60 | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Restart-KubeRollout' {
    It 'replaces the pods' {
        $made = Restart-KubeRollout deployment web
        $made.spec.template.metadata.annotations.'kubectl.kubernetes.io/restartedAt' | Should -Not -BeNullOrEmpty
        Wait-KubeRollout deployment web -Revision 2 -Timeout 60 | Out-Null
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
