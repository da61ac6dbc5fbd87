BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
    New-KubeDeployment web nginx | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Suspend-KubeRollout' {
    It 'pauses' {
        (Suspend-KubeRollout deployment web).spec.paused | Should -BeTrue
        Wait-KubeResource deployment web -Timeout 60 -For { $_.status.observedGeneration -ge $_.metadata.generation } | Out-Null
        (Get-KubeRollout deployment web).State | Should -Be Paused
        (Get-KubeDeployment web | Resume-KubeRollout).spec.paused | Should -Not -BeTrue
    }
    It 'keeps nothing with -DryRun' {
        Suspend-KubeRollout deployment web -DryRun | Should -Not -BeNullOrEmpty
        (Get-KubeDeployment web).spec.paused | Should -Not -BeTrue
    }
    It 'refuses other kinds' {
        Suspend-KubeRollout statefulset db -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.SuspendKubeRolloutCommand'
    }
    It 'sends nothing with -WhatIf' {
        Suspend-KubeRollout deployment web -Session $nowhere -WhatIf
        @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' } } | Suspend-KubeRollout -Session $nowhere -WhatIf
    }
    It 'reports each that is not there, and goes on' {
        $made = Suspend-KubeRollout deployment nope, web -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be web
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.SuspendKubeRolloutCommand'
        "$($problems.TargetObject)" | Should -Be 'Deployment default/nope'
    }
    It 'reports a namespace that is not there' {
        Suspend-KubeRollout deployment web -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.SuspendKubeRolloutCommand'
    }
    It 'says which right is missing' {
        Suspend-KubeRollout deployment web -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.SuspendKubeRolloutCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb patch *'
    }
    It 'refuses what says no kind' {
        @{ metadata = @{ name = 'x' } } | Suspend-KubeRollout -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.SuspendKubeRolloutCommand'
    }
}
