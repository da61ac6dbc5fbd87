# What holds for Suspend-KubeRollout and Resume-KubeRollout alike. A file dot-sources it into its Describe block and has made $stranger and
# $nowhere, and a deployment web that is not paused.
param([Parameter(Mandatory)] [string] $Command)

Context '<command>, as every cmdlet that pauses or resumes,' -ForEach @{ command = $Command } {
    It 'keeps nothing with -DryRun' {
        & $command deployment web -DryRun | Should -Not -BeNullOrEmpty
        (Get-KubeDeployment web).spec.paused | Should -Not -BeTrue
    }
    It 'refuses other kinds' {
        & $command statefulset db -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be "InvalidRequest,PodKube.Commands.$($command.Replace('-', ''))Command"
    }
    . "$PSScriptRoot/ChangingCmdlet.ps1" -Command $command -Object @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' } }
}
