BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
    New-KubeDeployment web nginx | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Resume-KubeRollout' {
    It 'resumes' {
        (Suspend-KubeRollout deployment web).spec.paused | Should -BeTrue
        Wait-KubeResource deployment web -Timeout 60 -For { $_.status.observedGeneration -ge $_.metadata.generation } | Out-Null
        (Get-KubeRollout deployment web).State | Should -Be Paused
        (Get-KubeDeployment web | Resume-KubeRollout).spec.paused | Should -Not -BeTrue
    }
    It 'keeps nothing with -DryRun' {
        Resume-KubeRollout deployment web -DryRun | Should -Not -BeNullOrEmpty
        (Get-KubeDeployment web).spec.paused | Should -Not -BeTrue
    }
    It 'refuses other kinds' {
        Resume-KubeRollout statefulset db -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.ResumeKubeRolloutCommand'
    }
    It 'sends nothing with -WhatIf' {
        Resume-KubeRollout deployment web -Session $nowhere -WhatIf
        @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' } } | Resume-KubeRollout -Session $nowhere -WhatIf
    }
    It 'reports each that is not there, and goes on' {
        $made = Resume-KubeRollout deployment nope, web -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be web
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.ResumeKubeRolloutCommand'
        "$($problems.TargetObject)" | Should -Be 'Deployment default/nope'
    }
    It 'reports a namespace that is not there' {
        Resume-KubeRollout deployment web -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.ResumeKubeRolloutCommand'
    }
    It 'says which right is missing' {
        Resume-KubeRollout deployment web -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.ResumeKubeRolloutCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb patch *'
    }
    It 'refuses what says no kind' {
        @{ metadata = @{ name = 'x' } } | Resume-KubeRollout -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.ResumeKubeRolloutCommand'
    }
}
