BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    . "$PSScriptRoot/Shared/RunningDeployment.ps1"
    $cause = 'kubernetes.io/change-cause'
    # A deployment with two templates, of which each says why it was made.
    function New-CausedDeployment([string] $Name) {
        New-KubeDeployment $Name nginx:1 | Set-KubeAnnotation -Annotations @{ $cause = 'first' } | Wait-KubeRollout -Timeout 300 | Out-Null
        # The controller copies the cause to the replica set, maybe after the rollout is complete.
        Wait-KubeResource replicasets -LabelSelector "app=$Name" -For { $_.metadata.annotations.$cause -eq 'first' } -Timeout 300 | Out-Null
        Update-KubeResource deployment $Name {
            $_.spec.template.spec.containers[0].image = 'nginx:2'
            $_.metadata.annotations.$cause = 'second'
        } | Wait-KubeRollout -Timeout 300 | Out-Null
    }
    # The pods that are not about to end.
    function Get-TestPod([string] $App) { Get-KubePod -LabelSelector "app=$App" | Where-Object { -not $_.metadata.deletionTimestamp } }
}
AfterAll { Stop-KubeSandbox }

Describe 'Undo-KubeRollout' {
    It 'brings back the template before, or the one of a number' {
        Set-Image nginx:2
        Wait-KubeRollout deployment web -Revision 2 -Timeout 300 | Out-Null
        Set-Image nginx:3
        Wait-KubeRollout deployment web -Revision 3 -Timeout 300 | Out-Null
        (Undo-KubeRollout deployment web).spec.template.spec.containers[0].image | Should -Be nginx:2
        Wait-KubeRollout deployment web -Revision 4 -Timeout 300 | Out-Null
        $made = Get-KubeRollout deployment web | Undo-KubeRollout -ToRevision 1
        $made.spec.template.spec.containers[0].image | Should -Be nginx:1
        $made.spec.template.metadata.labels.PSObject.Properties.Name | Should -Not -Contain pod-template-hash
    }
    It 'brings back why the template was made' {
        $name = 'caused'
        New-CausedDeployment $name
        (Get-KubeRollout deployment $name).History.ChangeCause | Should -Be first, second
        (Undo-KubeRollout deployment $name).metadata.annotations.$cause | Should -Be first
        (Wait-KubeRollout deployment $name -Timeout 300).History.ChangeCause | Should -Be second, first
        New-KubeDeployment causeless nginx:1 | Wait-KubeRollout -Timeout 300 | Out-Null
        Update-KubeResource deployment causeless -Merge @{
            metadata = @{ annotations = @{ $cause = 'second' } }; spec = @{ template = @{ metadata = @{ annotations = @{ round = 'two' } } } }
        } | Wait-KubeRollout -Timeout 300 | Out-Null
        (Undo-KubeRollout deployment causeless).metadata.annotations.PSObject.Properties.Name | Should -Not -Contain $cause
    }
    It 'brings back the template of a <kind>, and its pods' -ForEach @{ kind = 'DaemonSet' }, @{ kind = 'StatefulSet' } {
        $name = "agent-$kind".ToLowerInvariant()
        $spec = @{
            selector = @{ matchLabels = @{ app = $name } }
            template = @{ metadata = @{ labels = @{ app = $name } }; spec = @{ containers = @(@{ name = 'main'; image = 'agent:1' }) } }
        }
        if ($kind -eq 'StatefulSet') { $spec += @{ serviceName = $name; replicas = 2 } }
        $set = @{ apiVersion = 'apps/v1'; kind = $kind; metadata = @{ name = $name }; spec = $spec } | New-KubeResource
        $set | Wait-KubeRollout -Timeout 300 | Out-Null
        # What is added later goes again with the template that did not have it.
        $set | Update-KubeResource { $_.spec.template.spec.containers[0].image = 'agent:2'; $_.spec.template.spec.containers[0] | Add-Member args @('-v') } |
            Wait-KubeRollout -Timeout 300 | Out-Null
        $set | Update-KubeResource { $_.spec.template.spec.containers[0].image = 'agent:3' } | Wait-KubeRollout -Timeout 300 | Out-Null
        (Get-KubeRollout $kind $name).History.Images | Should -Be agent:1, agent:2, agent:3
        ($set | Undo-KubeRollout).spec.template.spec.containers[0].image | Should -Be agent:2
        $undone = Wait-KubeRollout $kind $name -Timeout 300
        $undone.Revision | Should -Be 4
        $undone.History.Images | Should -Be agent:1, agent:3, agent:2
        (Get-TestPod $name).spec.containers.image | Select-Object -Unique | Should -Be agent:2
        $made = Undo-KubeRollout $kind $name -ToRevision 1
        $made.spec.template.spec.containers[0].image | Should -Be agent:1
        $made.spec.template.spec.containers[0].PSObject.Properties.Name | Should -Not -Contain args
        Wait-KubeRollout $kind $name -Timeout 300 | Out-Null
        (Get-TestPod $name).spec.containers.image | Select-Object -Unique | Should -Be agent:1
    }
    It 'does to a deployment what kubectl does' -Skip:(-not (Get-Command kubectl -CommandType Application -ErrorAction Ignore)) {
        foreach ($name in 'ours', 'theirs') {
            New-CausedDeployment $name
        }
        Undo-KubeRollout deployment ours | Out-Null
        kubectl --kubeconfig (Get-KubeSandbox)[-1].AdminKubeconfig rollout undo deployment/theirs | Out-Null
        $LASTEXITCODE | Should -Be 0
        $ours, $theirs = 'ours', 'theirs' | ForEach-Object { Wait-KubeRollout deployment $_ -Timeout 300 }
        $ours.Revision, ($ours.History.ChangeCause -join ','), ($ours.History.Images -join ',') | Should -Be $theirs.Revision, ($theirs.History.ChangeCause -join ','), ($theirs.History.Images -join ',')
        ($ours.Workload.spec | ConvertTo-Json -Depth 20) -replace 'ours', 'theirs' | Should -Be ($theirs.Workload.spec | ConvertTo-Json -Depth 20)
    }
    It 'completes the revisions, the newest first' {
        $line = 'Undo-KubeRollout deployment caused -ToRevision '
        $found = (TabExpansion2 $line $line.Length).CompletionMatches
        $found.CompletionText | Should -Be 3, 2
        $found[0].ToolTip | Should -Be 'nginx:1: first (now)'
    }
    It 'reports a revision that is not kept' {
        Undo-KubeRollout deployment web -ToRevision 99 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.UndoKubeRolloutCommand'
        "$problems" | Should -BeLike '*no revision 99*'
    }
    . "$PSScriptRoot/Shared/ChangingCmdlet.ps1" -Command Undo-KubeRollout -Object @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' } } -Verb get
}
