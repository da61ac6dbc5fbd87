BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 2 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
    $ProgressPreference = 'SilentlyContinue'
    # What the sandbox itself runs shall not be in the way.
    Get-KubeDeployment -AllNamespaces | Remove-KubeResource -Wait
    $first, $second = (Get-KubeNode).Name
    function New-NodePod([string] $Name, [hashtable] $Metadata = @{}, [hashtable] $Spec = @{}) {
        $pod = @{ nodeName = $first; terminationGracePeriodSeconds = 0; containers = @(@{ name = 'main'; image = 'busybox' }) } + $Spec
        New-KubeResource @{ apiVersion = 'v1'; kind = 'Pod'; metadata = @{ name = $Name } + $Metadata; spec = $pod } | Wait-KubeResource -For Condition=Ready -Timeout 300
    }
    function New-Budget([string] $Name, [int] $MinAvailable, [hashtable] $Labels) {
        New-KubeResource @{ apiVersion = 'policy/v1'; kind = 'PodDisruptionBudget'; metadata = @{ name = $Name }; spec = @{ minAvailable = $MinAvailable; selector = @{ matchLabels = $Labels } } } |
            Wait-KubeResource -For { $_.status.observedGeneration -ge 1 } | Out-Null
    }
}
AfterAll { Stop-KubeSandbox }

Describe 'Clear-KubeNode' {
    AfterEach {
        Get-KubeNode | Resume-KubeNode | Out-Null
        Get-KubeResource poddisruptionbudgets | Remove-KubeResource
        # In the foreground: a replica set that is still there would make its pods again.
        Get-KubeDeployment | Remove-KubeResource -PropagationPolicy Foreground -Wait
        Get-KubeDaemonSet | Remove-KubeResource -PropagationPolicy Foreground -Wait
        Get-KubePod | Remove-KubeResource -GracePeriod 0 -Wait -ErrorAction SilentlyContinue
    }

    It 'evicts what controllers make again elsewhere, and closes the node' {
        New-KubeDeployment web nginx -Replicas 4 | Wait-KubeRollout | Out-Null
        $there = @(Get-KubePod | Where-Object Node -EQ $first)
        $evicted = @(Clear-KubeNode $first)
        $evicted.Count | Should -Be $there.Count
        $evicted | Should -BeOfType ([PodKube.KubeEviction])
        $evicted.Action | Select-Object -Unique | Should -Be Evicted
        $evicted.Node | Select-Object -Unique | Should -Be $first
        $evicted.Name | Sort-Object | Should -Be ($there.Name | Sort-Object)
        $evicted[0].Owner | Should -BeLike 'ReplicaSet web-*'
        Get-KubePod | Where-Object { $_.Node -EQ $first } | Should -BeNullOrEmpty
        (Get-KubeNode $first).spec.unschedulable | Should -BeTrue
        (Wait-KubeRollout deployment web).Available | Should -Be 4
    }
    It 'refuses before it changes anything, and says what would allow it' {
        New-NodePod scratch -Spec @{ volumes = @(@{ name = 'tmp'; emptyDir = @{} }) } | Out-Null
        New-NodePod alone | Out-Null
        New-KubeResource @{
            apiVersion = 'apps/v1'; kind = 'DaemonSet'; metadata = @{ name = 'agent' }
            spec = @{ selector = @{ matchLabels = @{ app = 'agent' } }; template = @{ metadata = @{ labels = @{ app = 'agent' } }; spec = @{ containers = @(@{ name = 'main'; image = 'agent' }) } } }
        } | Wait-KubeRollout | Out-Null
        Clear-KubeNode $first -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'DrainRefused,PodKube.Commands.ClearKubeNodeCommand'
        $problems[0].CategoryInfo.Category | Should -Be InvalidOperation
        "$($problems[0].TargetObject)" | Should -Be "Node $first"
        "$problems" | Should -BeLike '*of daemon sets (default/agent-*): -IgnoreDaemonSet*emptyDir volumes (default/scratch): -DeleteLocalData*2 pods that no controller*default/alone*default/scratch*: -Force*'
        $problems[0].ErrorDetails.RecommendedAction | Should -Be "Clear-KubeNode $first -IgnoreDaemonSet -DeleteLocalData -Force"
        (Get-KubeNode $first).spec.unschedulable | Should -Not -BeTrue
        Clear-KubeNode $first -IgnoreDaemonSet -Force -ErrorAction SilentlyContinue -ErrorVariable problems
        "$problems" | Should -Match ([regex]::Escape('(default/scratch): -DeleteLocalData'))
        "$problems" | Should -Not -Match '-Force|-IgnoreDaemonSet'
        $gone = Clear-KubeNode $first -IgnoreDaemonSets -DeleteEmptyDirData -Force
        $gone.Where({ $_.Action -eq 'Skipped' }).Owner | Should -Be 'DaemonSet agent'
        $gone.Where({ $_.Action -eq 'Evicted' }).Name | Sort-Object | Should -Be alone, scratch
        (Get-KubePod | Where-Object Node -EQ $first).Name | Should -BeLike 'agent-*'
    }
    It 'leaves static pods alone, and takes ended ones without a question' {
        New-NodePod static @{ annotations = @{ 'kubernetes.io/config.mirror' = 'x' } } | Out-Null
        New-KubeResource @{
            apiVersion = 'v1'; kind = 'Pod'; metadata = @{ name = 'ended'; annotations = @{ 'sandbox.podkube.dev/run-seconds' = '0.1' } }
            spec = @{ nodeName = $first; restartPolicy = 'Never'; volumes = @(@{ name = 'tmp'; emptyDir = @{} }); containers = @(@{ name = 'main'; image = 'busybox' }) }
        } | Wait-KubeResource -For '{.status.phase}=Succeeded' -Timeout 300 | Out-Null
        $result = Clear-KubeNode $first
        ($result | Where-Object Name -EQ static).Action | Should -Be Skipped
        ($result | Where-Object Name -EQ ended).Action | Should -Be Evicted
    }
    It 'asks again as long as a disruption budget says no' {
        New-NodePod guarded @{ labels = @{ app = 'guarded' } } | Out-Null
        New-Budget guard 1 @{ app = 'guarded' }
        $drain = Start-Background "Clear-KubeNode $first -Force -Timeout 300" { $_.Streams.Warning.Count }
        "$($drain.Shell.Streams.Warning)" | Should -BeLike '*Pod default/guarded may not go yet*disruption budget guard needs 1 healthy pods and has 1*'
        (Get-KubePod guarded).State | Should -Be Running
        Remove-KubeResource poddisruptionbudget guard
        (Complete-Background $drain).Action | Should -Be Evicted
        $drain.Shell.Streams.Warning.Count | Should -Be 1
        $drain.Shell.Streams.Progress.Activity | Select-Object -Unique | Should -Be "Draining Node $first"
    }
    It 'is one error for each pod that is still there when the time is up' {
        New-NodePod guarded @{ labels = @{ app = 'guarded' } } | Out-Null
        New-NodePod held @{ finalizers = @('example.com/hold') } | Out-Null
        New-NodePod free | Out-Null
        New-Budget guard 1 @{ app = 'guarded' }
        # More than enough to ask once and to hear that one is gone, on a busy machine too.
        $gone = Clear-KubeNode $first -Force -Timeout 10 -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction SilentlyContinue
        $gone.Name | Should -Be free
        $problems.FullyQualifiedErrorId | Select-Object -Unique | Should -Be 'Timeout,PodKube.Commands.ClearKubeNodeCommand'
        $problems.TargetObject.Name | Sort-Object | Should -Be guarded, held
        "$($problems.Where({ $_.TargetObject.Name -eq 'guarded' }))" | Should -BeLike '*was not let go*disruption budget guard*'
        "$($problems.Where({ $_.TargetObject.Name -eq 'held' }))" | Should -BeLike '*has not ended*'
        Update-KubeResource pod held -Merge @{ metadata = @{ finalizers = $null } } -ErrorAction SilentlyContinue | Out-Null
    }
    It 'closes every node before it drains the first' {
        New-KubeDeployment web nginx -Replicas 2 | Wait-KubeRollout | Out-Null
        $evicted = Get-KubeNode | Clear-KubeNode
        $evicted.Count | Should -Be 2
        Get-KubePod | Where-Object Node | Should -BeNullOrEmpty
    }
    It 'takes only the pods of a selector, and a grace period' {
        New-NodePod one @{ labels = @{ app = 'one' } } | Out-Null
        New-NodePod two @{ labels = @{ app = 'two' } } | Out-Null
        (Clear-KubeNode $first -PodSelector @{ app = 'one' } -Force).Name | Should -Be one
        (Get-KubePod).Name | Should -Be two
        New-NodePod slow @{ labels = @{ app = 'slow' }; annotations = @{ 'sandbox.podkube.dev/stop-delay' = '60' } } | Out-Null
        $drain = Start-Watching "Clear-KubeNode $first -PodSelector app=slow -Force -GracePeriod 50 -Timeout 300"
        (Wait-KubeResource pod slow -For { $_.metadata.deletionTimestamp } -Timeout 300).metadata.deletionGracePeriodSeconds | Should -Be 50
        Remove-KubeResource pod slow -GracePeriod 0
        (Complete-Background $drain).Name | Should -Be slow
    }
    It 'deletes past every budget with -DisableEviction' {
        New-NodePod guarded @{ labels = @{ app = 'guarded' } } | Out-Null
        New-Budget guard 1 @{ app = 'guarded' }
        (Clear-KubeNode $first -Force -DisableEviction -DryRun).Action | Should -Be WouldDelete
        (Get-KubePod guarded).State | Should -Be Running
        # The server counts: the pod may be gone, and the drain over, before the answer to its deletion has come.
        $deletions = Set-KubeSandboxFault Latency delete pods -Delay 0 -PassThru
        $evictions = Set-KubeSandboxFault Latency create pods/eviction -Delay 0 -PassThru
        $gone = Clear-KubeNode $first -Force -DisableEviction -GracePeriod 0
        $gone.Name, $gone.Action | Should -Be guarded, Deleted
        ($deletions | Set-KubeSandboxFault -Clear -PassThru).Hits | Should -Be 1
        ($evictions | Set-KubeSandboxFault -Clear -PassThru).Hits | Should -Be 0
    }
    It 'sends nothing with -WhatIf, and evicts nothing with -DryRun' {
        New-NodePod one @{ labels = @{ app = 'one' } } | Out-Null
        Clear-KubeNode $first -Session $nowhere -WhatIf
        $would = Clear-KubeNode $first -Force -DryRun
        $would.Name, $would.Action | Should -Be one, WouldEvict
        New-Budget guard 1 @{ app = 'one' }
        Clear-KubeNode $first -Force -DryRun -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'TooManyRequests,PodKube.Commands.ClearKubeNodeCommand'
        (Get-KubePod one).State | Should -Be Running
        (Get-KubeNode $first).spec.unschedulable | Should -Not -BeTrue
    }
    It 'reports each that is not there, and goes on' {
        New-NodePod one | Out-Null
        $made = Clear-KubeNode nope, $first -Force -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be one
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.ClearKubeNodeCommand'
        "$($problems.TargetObject)" | Should -Be 'Node nope'
    }
    It 'says which right is missing' {
        Clear-KubeNode $first -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.ClearKubeNodeCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb get -Resource nodes *'
    }
    It 'takes objects from anywhere, and refuses what is no node' {
        ($first | Clear-KubeNode), (@{ apiVersion = 'v1'; kind = 'Node'; metadata = @{ name = $first } } | Clear-KubeNode) | Should -BeNullOrEmpty
        Get-KubeNode $first | ConvertTo-KubeJson | ConvertFrom-Json | Clear-KubeNode | Should -BeNullOrEmpty
        Get-KubeNode $first | ConvertTo-KubeYaml | ConvertFrom-KubeYaml | Clear-KubeNode | Should -BeNullOrEmpty
        @{ apiVersion = 'v1'; kind = 'Pod'; metadata = @{ name = 'x' } } | Clear-KubeNode -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.ClearKubeNodeCommand'
        "$problems" | Should -Be 'Pod x is no node.'
    }
}
