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
    It 'sends nothing with -WhatIf' {
        Restart-KubeRollout deployment web -Session $nowhere -WhatIf
        @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' } } | Restart-KubeRollout -Session $nowhere -WhatIf
    }
    It 'reports each that is not there, and goes on' {
        $made = Restart-KubeRollout deployment nope, web -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be web
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.RestartKubeRolloutCommand'
        "$($problems.TargetObject)" | Should -Be 'Deployment default/nope'
    }
    It 'reports a namespace that is not there' {
        Restart-KubeRollout deployment web -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.RestartKubeRolloutCommand'
    }
    It 'says which right is missing' {
        Restart-KubeRollout deployment web -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.RestartKubeRolloutCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb get *'
    }
    It 'refuses what says no kind' {
        @{ metadata = @{ name = 'x' } } | Restart-KubeRollout -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.RestartKubeRolloutCommand'
    }
}
