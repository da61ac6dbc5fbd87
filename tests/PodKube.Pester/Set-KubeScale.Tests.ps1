BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
    New-KubeDeployment web nginx | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Set-KubeScale' {
    It 'scales what is named or piped' {
        $scale = Set-KubeScale deployments web 3
        $scale.pstypenames[0] | Should -Be PodKube.autoscaling.v1.Scale
        $scale.Desired | Should -Be 3
        (Get-KubeDeployment web).spec.replicas | Should -Be 3
        (Get-KubeDeployment web | Set-KubeScale 0).Desired | Should -Be 0
        (Get-KubeDeployment web | ConvertTo-Json -Depth 30 | ConvertFrom-Json | Set-KubeScale -Replicas 2).Desired | Should -Be 2
    }
    It 'emits what can be waited for, asked about and sent back' {
        $scale = Set-KubeScale deployments web 3
        $rollout = $scale | Wait-KubeRollout -Timeout 300
        $rollout.Kind, $rollout.Name, $rollout.Available | Should -Be Deployment, web, 3
        (Set-KubeScale deployment web 4 | ConvertTo-Json -Depth 9 | ConvertFrom-Json | Wait-KubeRollout -Timeout 300).Available | Should -Be 4
        ($scale | Get-KubeRollout).Name | Should -Be web
        $scale.Workload.kind, $scale.Workload.apiVersion | Should -Be Deployment, apps/v1
        $scale, ($scale | ConvertTo-Json -Depth 9 | ConvertFrom-Json) | ConvertTo-KubeJson | Should -Not -Match Workload
    }
    It 'keeps nothing with -DryRun' {
        (Set-KubeScale deployment web 9 -DryRun).Desired | Should -Be 9
        (Get-KubeDeployment web).spec.replicas | Should -Be 4
    }
    It 'reports a kind that cannot be scaled' {
        New-KubeConfigMap one | Out-Null
        Set-KubeScale configmap one 2 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.SetKubeScaleCommand'
        "$problems" | Should -Be 'A ConfigMap cannot be scaled: the server has no scale of configmaps.'
        Set-KubeScale deployment nope 2 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.SetKubeScaleCommand'
    }
    . "$PSScriptRoot/Shared/ChangingCmdlet.ps1" -Command Set-KubeScale -Object @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' } } -Parameters @{ Replicas = 1 }
}
