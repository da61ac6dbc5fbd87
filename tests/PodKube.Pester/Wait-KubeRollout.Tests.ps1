BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
    $stranger = Connect-TestStranger
    $ProgressPreference = 'SilentlyContinue'
    # A workload whose pods behave as the annotations of the sandbox say.
    function New-TestWorkload([string] $Name, [string] $Kind = 'Deployment', [hashtable] $Behavior = @{}, [hashtable] $Spec = @{}, [hashtable] $PodSpec = @{}) {
        $annotations = @{}
        foreach ($key in $Behavior.Keys) { $annotations["sandbox.podkube.dev/$key"] = $Behavior[$key] }
        $pod = @{ containers = @(@{ name = 'main'; image = 'app:1' }) } + $PodSpec
        $all = @{ selector = @{ matchLabels = @{ app = $Name } }; template = @{ metadata = @{ labels = @{ app = $Name }; annotations = $annotations }; spec = $pod } } + $Spec
        if ($Kind -eq 'StatefulSet') { $all.serviceName = $Name }
        New-KubeResource @{ apiVersion = 'apps/v1'; kind = $Kind; metadata = @{ name = $Name }; spec = $all }
    }
    function Set-TestAnnotation([string] $Kind, [string] $Name, [hashtable] $Annotations) {
        Update-KubeResource $Kind $Name -Merge @{ spec = @{ template = @{ metadata = @{ annotations = $Annotations } } } }
    }
    # Waits until its controller has said that pods cannot be created: of a deployment in its status, of others in an event.
    function Wait-TestFailedCreate([string] $Kind, [string] $Name, [string] $Namespace = 'default') {
        if ($Kind -eq 'Deployment') {
            Wait-KubeResource deployment $Name -Namespace $Namespace -For Condition=ReplicaFailure -Timeout 300 | Out-Null
            return
        }
        Watch-KubeResource v1/Event -Namespace $Namespace -Timeout 300 -Until { $_.Object.reason -eq 'FailedCreate' -and $_.Object.involvedObject.name -eq $Name } | Out-Null
    }
}
AfterAll { Stop-KubeSandbox }

Describe 'Wait-KubeRollout' {
    It 'waits for a <kind>, and emits the rollout' -ForEach @{ kind = 'Deployment' }, @{ kind = 'StatefulSet' }, @{ kind = 'DaemonSet' } {
        $name = "good-$kind".ToLowerInvariant()
        $first = New-TestWorkload $name $kind @{ 'ready-delay' = '200ms' } | Wait-KubeRollout -Timeout 300
        $first | Should -BeOfType ([PodKube.KubeRollout])
        $first.State, $first.Revision, $first.Available | Should -Be Complete, 1, 1
        $second = Set-TestAnnotation $kind $name @{ round = 'two' } | Wait-KubeRollout -Timeout 300
        $second.State, $second.Revision, $second.Updated | Should -Be Complete, 2, 1
        (Get-KubePod -LabelSelector "app=$name" | Where-Object { -not $_.metadata.deletionTimestamp }).metadata.annotations.round | Should -Be two
    }
    It 'takes several from the pipeline: published ones, kubectl''s JSON, YAML' {
        $made = 'one', 'two', 'three' | ForEach-Object { New-KubeDeployment $_ nginx }
        $inputs = $made[0], ($made[1] | ConvertTo-KubeJson | ConvertFrom-Json), ($made[2] | ConvertTo-KubeYaml | ConvertFrom-KubeYaml)
        ($inputs | Wait-KubeRollout -Timeout 300).Name | Sort-Object | Should -Be one, three, two
        ($made[0] | ConvertTo-KubeYaml | Publish-KubeResource -ForceConflicts | Wait-KubeRollout).Name | Should -Be one
    }
    It 'passes over what was published beside the workloads' {
        $set = @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'beside' } }, @{
            apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'published' }
            spec = @{ selector = @{ matchLabels = @{ app = 'published' } }; template = @{ metadata = @{ labels = @{ app = 'published' } }; spec = @{ containers = @(@{ name = 'main'; image = 'app:1' }) } } }
        }
        ($set | Publish-KubeResource | Wait-KubeRollout -Timeout 300 -ErrorAction Stop).Name | Should -Be published
    }
    It 'waits for a certain revision' {
        New-TestWorkload numbered | Wait-KubeRollout -Revision 1 -Timeout 300 | Out-Null
        Set-TestAnnotation deployment numbered @{ round = 'two' } | Out-Null
        (Wait-KubeRollout deployment numbered -Revision 2 -Timeout 300).Revision | Should -Be 2
        Wait-KubeRollout deployment numbered -Revision 1 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'RolloutSuperseded,PodKube.Commands.WaitKubeRolloutCommand'
    }
    It 'shows how far it is' {
        New-TestWorkload slow Deployment @{ ready = 'false' } @{ replicas = 2 } | Out-Null
        $wait = Start-Background 'Wait-KubeRollout deployment slow -Timeout 300' { $_.Streams.Progress.StatusDescription -contains '0 of 2 new pods are available.' }
        Set-TestAnnotation deployment slow @{ 'sandbox.podkube.dev/ready' = $null } | Out-Null
        (Complete-Background $wait).State | Should -Be Complete
        $wait.Shell.Streams.Progress.Activity | Select-Object -Unique | Should -Be 'Rolling out Deployment default/slow'
        $wait.Shell.Streams.Progress[-1].RecordType | Should -Be Completed
    }
    It 'does not blame pods of the template before' {
        New-TestWorkload mended Deployment @{ fail = 'CrashLoopBackOff' } | Wait-KubeRollout -FailFast -Timeout 300 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'CrashLoop,PodKube.Commands.WaitKubeRolloutCommand'
        (Set-TestAnnotation deployment mended @{ 'sandbox.podkube.dev/fail' = $null } | Wait-KubeRollout -FailFast -Timeout 300).State | Should -Be Complete
    }
    It 'needs no right but to watch the workload' {
        New-TestWorkload alone | Wait-KubeRollout -Timeout 300 | Out-Null
        $session = Connect-KubeCluster -Kubeconfig (Get-KubeSandbox)[-1].AdminKubeconfig -As watcher -NotDefault
        Grant-KubeAccess -User watcher -Verb get, list, watch -Resource deployments.apps | Out-Null
        Set-TestAnnotation deployment alone @{ round = 'two' } | Out-Null
        (Wait-KubeRollout deployment alone -Session $session -Timeout 300).State | Should -Be Complete
    }
}

Describe 'A rollout that fails' {
    It 'names <fail> as <reason>' -ForEach @(
        @{ fail = 'ImagePullBackOff'; reason = 'ImagePullFailed'; category = 'ResourceUnavailable'; advice = 'Get-KubeEvent -For pod/*' }
        @{ fail = 'InvalidImageName'; reason = 'ImagePullFailed'; category = 'ResourceUnavailable'; advice = 'Get-KubeEvent -For pod/*' }
        @{ fail = 'CreateContainerConfigError'; reason = 'ContainerNotStarted'; category = 'OperationStopped'; advice = 'Get-KubeEvent -For pod/*' }
        @{ fail = 'CrashLoopBackOff'; reason = 'CrashLoop'; category = 'OperationStopped'; advice = 'Get-KubeLog * -Container main -Previous -Namespace default' }
        @{ fail = 'Unschedulable'; reason = 'Unschedulable'; category = 'ResourceUnavailable'; advice = 'Get-KubeEvent -For pod/*' }
    ) {
        $name = "bad-$fail".ToLowerInvariant()
        New-TestWorkload $name Deployment @{ fail = $fail } | Wait-KubeRollout -FailFast -Timeout 300 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be "$reason,PodKube.Commands.WaitKubeRolloutCommand"
        $problems[0].CategoryInfo.Category | Should -Be $category
        "$($problems[0].TargetObject)" | Should -Be "Deployment default/$name"
        "$($problems[0])" | Should -Match "od $name-.*($fail|ErrImagePull: failed)"
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike $advice
    }
    It 'warns once, and waits on without -FailFast' {
        New-TestWorkload patient Deployment @{ fail = 'ImagePullBackOff' } @{ replicas = 2 } | Out-Null
        $wait = Start-Background 'Wait-KubeRollout deployment patient -Timeout 300' { $_.Streams.Warning.Count }
        # Only now its time runs out.
        Update-KubeResource deployment patient -Merge @{ spec = @{ progressDeadlineSeconds = 1 } } | Out-Null
        Complete-Background $wait | Should -BeNullOrEmpty
        @($wait.Shell.Streams.Warning | Where-Object { "$_" -match 'ErrImagePull|ImagePullBackOff' }).Count | Should -Be 1
        $problems = @($wait.Shell.Streams.Error)
        $problems.FullyQualifiedErrorId | Should -Be 'ImagePullFailed,PodKube.Commands.WaitKubeRolloutCommand'
        "$problems" | Should -BeLike '*timed out progressing*container main*failed to pull*'
    }
    It 'names the deadline where no pod says more' {
        New-TestWorkload unready Deployment @{ ready = 'false' } @{ progressDeadlineSeconds = 1 } | Wait-KubeRollout -Timeout 300 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'ProgressDeadlineExceeded,PodKube.Commands.WaitKubeRolloutCommand'
        $problems.CategoryInfo.Category | Should -Be OperationTimeout
    }
    It 'says why the pods of a <kind> cannot be created' -ForEach @{ kind = 'Deployment' }, @{ kind = 'StatefulSet' }, @{ kind = 'DaemonSet' } {
        $name = "uncreated-$kind".ToLowerInvariant()
        $workload = New-TestWorkload $name $kind -PodSpec @{ serviceAccountName = 'nope' }
        Wait-TestFailedCreate $kind $name
        $workload | Wait-KubeRollout -Timeout 1 -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -Be 'PodCreationFailed,PodKube.Commands.WaitKubeRolloutCommand'
        "$problems" | Should -BeLike '*serviceaccount "nope" not found*'
    }
    It 'names a quota that stands in the way of a <kind>' -ForEach @{ kind = 'Deployment'; fast = $true }, @{ kind = 'StatefulSet'; fast = $false } {
        $place = "tight-$kind".ToLowerInvariant()
        New-TestNamespace $place | Out-Null
        New-KubeResource @{ apiVersion = 'v1'; kind = 'ResourceQuota'; metadata = @{ name = 'small'; namespace = $place }; spec = @{ hard = @{ pods = '1' } } } |
            Wait-KubeResource -For { $_.status.hard.pods } | Out-Null
        $template = @{ metadata = @{ labels = @{ app = 'x' } }; spec = @{ containers = @(@{ name = 'main'; image = 'app:1' }) } }
        $spec = @{ replicas = 2; selector = @{ matchLabels = @{ app = 'x' } }; template = $template }
        if ($kind -eq 'StatefulSet') { $spec.serviceName = 'x' }
        $workload = @{ apiVersion = 'apps/v1'; kind = $kind; metadata = @{ name = 'greedy'; namespace = $place }; spec = $spec } | New-KubeResource
        Wait-TestFailedCreate $kind greedy $place
        $workload | Wait-KubeRollout -FailFast:$fast -Timeout ($fast ? 300 : 1) -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -Be 'QuotaExceeded,PodKube.Commands.WaitKubeRolloutCommand'
        $problems.CategoryInfo.Category | Should -Be LimitsExceeded
        "$problems" | Should -BeLike '*exceeded quota: small*'
        $problems.ErrorDetails.RecommendedAction | Should -Be "Get-KubeResource resourcequotas -Namespace $place"
    }
    It 'tells a quota from other reasons' {
        $trouble = [PodKube.KubeSession].Assembly.GetType('PodKube.Rollouts.RolloutTrouble')
        $trouble.GetMethod('OfCreation').Invoke($null, @('FailedCreate', 'pods "web-1" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2')).Reason | Should -Be QuotaExceeded
        $trouble.GetMethod('OfCreation').Invoke($null, @('FailedCreate', 'pods "web-1" is forbidden: violates PodSecurity')).Reason | Should -Be PodCreationFailed
    }
    It 'says what was left when the time was up' {
        New-TestWorkload late Deployment @{ ready = 'false' } | Wait-KubeResource -For { $_.status.updatedReplicas -eq 1 } -Timeout 300 | Out-Null
        Wait-KubeRollout deployment late -Timeout 1 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Timeout,PodKube.Commands.WaitKubeRolloutCommand'
        $problems.CategoryInfo.Category | Should -Be OperationTimeout
        "$problems" | Should -BeLike '*within 1 s: 0 of 1 new pods are available.*'
        Wait-KubeRollout deployment late -Timeout 0 -ErrorAction SilentlyContinue -ErrorVariable problems
        "$problems" | Should -BeLike '*is not complete*'
    }
    It 'does not wait for one that is paused, or that rolls by hand' {
        New-TestWorkload paused | Wait-KubeRollout | Out-Null
        Suspend-KubeRollout deployment paused | Out-Null
        Set-TestAnnotation deployment paused @{ round = 'two' } | Wait-KubeRollout -Timeout 300 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'RolloutPaused,PodKube.Commands.WaitKubeRolloutCommand'
        $problems.ErrorDetails.RecommendedAction | Should -Be 'Resume-KubeRollout Deployment paused -Namespace default'
        New-TestWorkload byhand DaemonSet @{} @{ updateStrategy = @{ type = 'OnDelete' } } | Wait-KubeRollout -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.WaitKubeRolloutCommand'
    }
    It 'ends when the workload is deleted' {
        New-TestWorkload short Deployment @{ ready = 'false' } | Out-Null
        $wait = Start-Watching 'Wait-KubeRollout deployment short -Timeout 300'
        Remove-KubeResource deployment short
        Complete-Background $wait | Should -BeNullOrEmpty
        $wait.Shell.Streams.Error.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.WaitKubeRolloutCommand'
    }
    It 'reports each that is not there or has no rollouts, and goes on' {
        New-KubeDeployment there nginx | Out-Null
        $made = Wait-KubeRollout deployment nope, there -Timeout 300 -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be there
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.WaitKubeRolloutCommand'
        "$($problems.TargetObject)" | Should -Be 'Deployment default/nope'
        Wait-KubeRollout deployment there -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.WaitKubeRolloutCommand'
        Wait-KubeRollout pod nope -ErrorAction SilentlyContinue -ErrorVariable problems
        "$problems" | Should -BeLike 'A Pod has no rollouts*'
        New-KubeConfigMap plain | Wait-KubeRollout -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.WaitKubeRolloutCommand'
    }
    It 'says which right is missing' {
        Wait-KubeRollout deployment any -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.WaitKubeRolloutCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb get *'
    }
}
