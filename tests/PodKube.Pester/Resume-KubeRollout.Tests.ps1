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
    . "$PSScriptRoot/Shared/ChangingCmdlet.ps1" -Command Resume-KubeRollout -Object @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' } }
}
