BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    . "$PSScriptRoot/Shared/RunningDeployment.ps1"
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeRollout' {
    It 'shows state and history' {
        Set-Image nginx:2
        Wait-KubeRollout deployment web -Revision 2 -Timeout 300 | Out-Null
        $rollout = Get-KubeRollout deployment web
        $rollout.State | Should -Be Complete
        $rollout.Revision | Should -Be 2
        $rollout.Desired, $rollout.Updated, $rollout.Ready, $rollout.Available | Should -Be 2, 2, 2, 2
        $rollout.History.Revision | Should -Be 1, 2
        $rollout.History.Images | Should -Be nginx:1, nginx:2
        $rollout.History.IsCurrent | Should -Be $false, $true
        ($rollout | Out-String) | Should -BeLike '*Complete*'
        ($rollout.History | Out-String) | Should -BeLike '*nginx:1*'
    }
    It 'reads <kind> in the state <state>' -ForEach @(
        @{ kind = 'Deployment'; state = 'Progressing'; spec = '{replicas: 3}'; status = '{updatedReplicas: 1, replicas: 3}'; text = '1 of 3 pods have the new template.' }
        @{ kind = 'Deployment'; state = 'Progressing'; spec = '{replicas: 3}'; status = '{updatedReplicas: 3, replicas: 4}'; text = '1 old pods are still to end.' }
        @{ kind = 'Deployment'; state = 'Progressing'; spec = '{replicas: 3}'; status = '{updatedReplicas: 3, replicas: 3, availableReplicas: 2}'; text = '2 of 3 new pods are available.' }
        @{ kind = 'Deployment'; state = 'Complete'; spec = '{replicas: 1}'; status = '{updatedReplicas: 1, replicas: 1, availableReplicas: 1}'; text = 'Its pod is available.' }
        @{ kind = 'Deployment'; state = 'Paused'; spec = '{replicas: 1, paused: true}'; status = '{}'; text = '0 of 1 *' }
        @{ kind = 'Deployment'; state = 'Failed'; spec = '{replicas: 1}'; status = '{conditions: [{type: Progressing, status: "False", reason: ProgressDeadlineExceeded, message: too late}]}'; text = 'too late' }
        @{ kind = 'Deployment'; state = 'Progressing'; spec = '{replicas: 1}'; status = '{conditions: [{type: ReplicaFailure, status: "True", reason: FailedCreate, message: exceeded quota}]}'; text = 'exceeded quota' }
        @{ kind = 'Deployment'; state = 'Progressing'; spec = '{replicas: 0}'; status = '{observedGeneration: 1}'; generation = 2; text = '*not been observed*' }
        @{ kind = 'StatefulSet'; state = 'Progressing'; spec = '{replicas: 2}'; status = '{readyReplicas: 1, updateRevision: a, currentRevision: a}'; text = '1 of 2 pods are ready.' }
        @{ kind = 'StatefulSet'; state = 'Progressing'; spec = '{replicas: 2}'; status = '{readyReplicas: 2, updatedReplicas: 1, updateRevision: b, currentRevision: a}'; text = '1 of 2 pods have *' }
        @{ kind = 'StatefulSet'; state = 'Complete'; spec = '{replicas: 2, updateStrategy: {rollingUpdate: {partition: 1}}}'; status = '{readyReplicas: 2, updatedReplicas: 1, updateRevision: b, currentRevision: a}'; text = 'All *' }
        @{ kind = 'DaemonSet'; state = 'Progressing'; spec = '{}'; status = '{desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 1}'; text = '1 of 3 new pods are available.' }
        @{ kind = 'DaemonSet'; state = 'Complete'; spec = '{}'; status = '{desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 3}'; text = 'All 3 *' }
    ) {
        $workload = "metadata: {generation: $([int] $generation)}`nspec: $spec`nstatus: $status" | ConvertFrom-KubeYaml
        $assembly = [PodKube.KubeSession].Assembly
        $view = $assembly.GetType('PodKube.Objects.KubeValue').GetMethod('Of', [type[]] @([object])).Invoke($null, @(, $workload))
        $read = $assembly.GetType('PodKube.Rollouts.RolloutStatus').GetMethod('Of').Invoke($null, @($view, $kind))
        "$($read.State)" | Should -Be $state
        $read.Message | Should -BeLike $text
    }
    It 'reports what has no rollouts' {
        New-KubeConfigMap one | Out-Null
        Get-KubeConfigMap one | Get-KubeRollout -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.GetKubeRolloutCommand'
    }
    It 'reports each that is not there, and goes on' {
        $made = Get-KubeRollout deployment nope, web -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be web
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.GetKubeRolloutCommand'
        "$($problems.TargetObject)" | Should -Be 'Deployment default/nope'
    }
    It 'reports a namespace that is not there' {
        Get-KubeRollout deployment web -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.GetKubeRolloutCommand'
    }
    It 'says which right is missing' {
        Get-KubeRollout deployment web -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.GetKubeRolloutCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb get *'
    }
    It 'refuses what says no kind' {
        @{ metadata = @{ name = 'x' } } | Get-KubeRollout -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.GetKubeRolloutCommand'
    }
}
