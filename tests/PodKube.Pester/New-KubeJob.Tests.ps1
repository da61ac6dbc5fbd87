BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeJob' {
    It 'creates what a person would have written' {
        $job = New-KubeJob import example/import:2 -Command sh, -c -ArgumentList 'sleep 1' -Environment @{ A = 1 } -ServiceAccount robot `
            -Completions 4 -Parallelism 2 -BackoffLimit 1 -Deadline 10m -KeepFinished 3600 -RestartPolicy OnFailure -Labels @{ team = 'a' } -DryRun
        $job.pstypenames[0] | Should -Be PodKube.batch.v1.Job
        $job.spec.completions | Should -Be 4
        $job.spec.parallelism | Should -Be 2
        $job.spec.backoffLimit | Should -Be 1
        $job.spec.activeDeadlineSeconds | Should -Be 600
        $job.spec.ttlSecondsAfterFinished | Should -Be 3600
        $job.spec.template.metadata.labels.team | Should -Be a
        $pod = $job.spec.template.spec
        $pod.restartPolicy | Should -Be OnFailure
        $pod.serviceAccountName | Should -Be robot
        $pod.containers[0].name | Should -Be import
        $pod.containers[0].command | Should -Be sh, -c
        $pod.containers[0].args | Should -Be 'sleep 1'
        $pod.containers[0].env.value | Should -Be 1
    }
    It 'leaves to the server what is not given' {
        $job = New-KubeJob plain busybox
        $job.spec.completions | Should -Be 1
        $job.spec.backoffLimit | Should -Be 6
        $job.spec.template.spec.restartPolicy | Should -Be Never
    }
    . "$PSScriptRoot/Shared/CreatingCmdlet.ps1" -Command New-KubeJob -Parameters @{ Image = 'busybox' }
}

Describe 'New-KubeJob -FromCronJob' {
    BeforeAll {
        New-TestNamespace reports | Out-Null
        $cron = @{
            apiVersion = 'batch/v1'; kind = 'CronJob'; metadata = @{ name = 'report'; namespace = 'reports' }
            spec = @{
                schedule = '0 4 * * *'; suspend = $true
                jobTemplate = @{
                    metadata = @{ labels = @{ team = 'a' }; annotations = @{ note = 'x' } }
                    spec = @{ backoffLimit = 2; template = @{ metadata = @{ labels = @{ tier = 'night' } }; spec = @{ restartPolicy = 'Never'; containers = @(@{ name = 'main'; image = 'report:1' }) } } }
                }
            }
        } | New-KubeResource
        # The paths at which two objects from JSON differ.
        function Compare-Field($One, $Other, [string] $Path = '') {
            if ($One -is [pscustomobject] -and $Other -is [pscustomobject]) {
                foreach ($name in @($One.PSObject.Properties.Name) + @($Other.PSObject.Properties.Name) | Sort-Object -Unique) { Compare-Field $One.$name $Other.$name "$Path.$name" }
            }
            elseif ($One -is [array] -and $Other -is [array] -and $One.Count -eq $Other.Count) {
                for ($i = 0; $i -lt $One.Count; $i++) { Compare-Field $One[$i] $Other[$i] "$Path[$i]" }
            }
            elseif ("$One" -cne "$Other") { "${Path}: '$One', not '$Other'" }
        }
    }

    It 'starts what the cron job would start' {
        $job = New-KubeJob now -FromCronJob report -Namespace reports -Labels @{ by = 'hand' }
        $job.Namespace | Should -Be reports
        $job.spec.backoffLimit | Should -Be 2
        $job.spec.template.spec.containers[0].image | Should -Be report:1
        $job.spec.template.metadata.labels.tier | Should -Be night
        $job.metadata.labels.team, $job.metadata.labels.by | Should -Be a, hand
        $job.metadata.annotations.'cronjob.kubernetes.io/instantiate', $job.metadata.annotations.note | Should -Be manual, x
        $owner = $job.metadata.ownerReferences
        $owner.kind, $owner.name, $owner.uid, $owner.controller | Should -Be CronJob, report, $cron.metadata.uid, $true
        $owner.PSObject.Properties.Name | Should -Not -Contain blockOwnerDeletion
    }
    It 'takes a cron job of any origin, and its namespace' {
        $origins = $cron, ($cron | ConvertTo-KubeJson | ConvertFrom-Json), ($cron | ConvertTo-KubeYaml | ConvertFrom-KubeYaml), @{ apiVersion = 'batch/v1'; kind = 'CronJob'; metadata = @{ name = 'report'; namespace = 'reports' } }
        $number = 0
        foreach ($origin in $origins) { (New-KubeJob "now-$((++$number))" -FromCronJob $origin).Namespace | Should -Be reports }
    }
    It 'writes what kubectl writes' -Skip:(-not (Get-Command kubectl -CommandType Application -ErrorAction Ignore)) {
        $kubeconfig = (Get-KubeSandbox)[-1].AdminKubeconfig
        $theirs = kubectl --kubeconfig $kubeconfig -n reports create job same --from=cronjob/report --dry-run=server -o json | ConvertFrom-Json
        $ours = New-KubeJob same -FromCronJob report -Namespace reports -DryRun | ConvertTo-KubeJson | ConvertFrom-Json
        $changing = 'uid', 'creationTimestamp', 'managedFields'
        foreach ($job in $theirs, $ours) {
            $changing | ForEach-Object { $job.metadata.PSObject.Properties.Remove($_) }
            foreach ($labels in $job.metadata.labels, $job.spec.template.metadata.labels, $job.spec.selector.matchLabels) {
                if ($labels) { 'controller-uid', 'batch.kubernetes.io/controller-uid' | ForEach-Object { $labels.PSObject.Properties.Remove($_) } }
            }
        }
        Compare-Field $ours $theirs | Should -BeNullOrEmpty
    }
    It 'sends nothing with -WhatIf, and keeps nothing with -DryRun' {
        New-KubeJob ghost -FromCronJob report -Namespace reports -Session $nowhere -WhatIf
        (New-KubeJob ghost -FromCronJob report -Namespace reports -DryRun).Name | Should -Be ghost
        Get-KubeJob ghost -Namespace reports -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'reports a cron job that is not there, and what is none' {
        New-KubeJob ghost -FromCronJob nope -Namespace reports -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.NewKubeJobCommand'
        New-KubeJob ghost -FromCronJob (New-KubeConfigMap plain) -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.NewKubeJobCommand'
        { New-KubeJob ghost -Image busybox -FromCronJob report -ErrorAction Stop } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }
    It 'says which right is missing' {
        New-KubeJob ghost -FromCronJob report -Namespace reports -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb get -Resource cronjobs*'
    }
    It 'completes cron jobs' {
        $line = 'New-KubeJob now -Namespace reports -FromCronJob '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be report
    }
}
