# Rollouts as far as they need no node that runs pods: what the controllers write down, and why they cannot create pods.
BeforeAll {
    Import-Module $env:PODKUBE_MODULE
    $namespace = "podkube-$([guid]::NewGuid().ToString('n').Substring(0, 8))"
    New-KubeNamespace $namespace | Out-Null
    Wait-KubeResource serviceaccounts default -Namespace $namespace -For Created | Out-Null
    function New-Workload([string] $Kind, [string] $Name) {
        $spec = @{
            selector = @{ matchLabels = @{ app = $Name } }
            template = @{ metadata = @{ labels = @{ app = $Name } }; spec = @{ containers = @(@{ name = 'main'; image = 'registry.k8s.io/pause:3.9' }) } }
        }
        if ($Kind -eq 'StatefulSet') { $spec.serviceName = $Name }
        New-KubeResource @{ apiVersion = 'apps/v1'; kind = $Kind; metadata = @{ name = $Name; namespace = $namespace }; spec = $spec }
    }
    # Waits until the controller keeps so many templates.
    function Wait-Template([string] $Kind, [string] $Name, [int] $Count) {
        Wait-KubeResource $Kind $Name -Namespace $namespace -Timeout 60 -For { $_.status.observedGeneration -ge $_.metadata.generation } | Out-Null
        (Get-KubeRollout $Kind $Name -Namespace $namespace).History.Count | Should -Be $Count
    }
}
AfterAll {
    Remove-KubeResource namespace $namespace
    Disconnect-KubeCluster
}

Describe 'Rollouts on a real cluster' {
    It 'brings back the template of a <_>' -ForEach 'Deployment', 'StatefulSet', 'DaemonSet' {
        $name = "undo-$_".ToLowerInvariant()
        New-Workload $_ $name | Out-Null
        Wait-Template $_ $name 1
        Update-KubeResource $_ $name -Namespace $namespace -Strategic @{
            spec = @{ template = @{ spec = @{ containers = @(@{ name = 'main'; image = 'registry.k8s.io/pause:3.10'; args = @('-v') }) } } }
        } | Out-Null
        Wait-Template $_ $name 2
        $container = (Undo-KubeRollout $_ $name -Namespace $namespace).spec.template.spec.containers[0]
        $container.image | Should -Be registry.k8s.io/pause:3.9
        $container.PSObject.Properties.Name | Should -Not -Contain args
        Wait-Template $_ $name 2
        $rollout = Get-KubeRollout $_ $name -Namespace $namespace
        $rollout.Revision | Should -Be 3
        $rollout.History.Images | Should -Be registry.k8s.io/pause:3.10, registry.k8s.io/pause:3.9
    }
    It 'says that a quota stands in the way of a <_>' -ForEach 'Deployment', 'StatefulSet' {
        if (-not (Get-KubeResource resourcequotas none -Namespace $namespace -ErrorAction SilentlyContinue)) {
            New-KubeResource @{ apiVersion = 'v1'; kind = 'ResourceQuota'; metadata = @{ name = 'none'; namespace = $namespace }; spec = @{ hard = @{ pods = '0' } } } |
                Wait-KubeResource -For { $_.status.hard.pods } | Out-Null
        }
        New-Workload $_ "greedy-$_".ToLowerInvariant() | Wait-KubeRollout -Timeout 5 -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -Be 'QuotaExceeded,PodKube.Commands.WaitKubeRolloutCommand'
        "$problems" | Should -BeLike '*exceeded quota: none*'
    }
}
