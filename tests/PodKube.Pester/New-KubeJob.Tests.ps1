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
    It 'sends nothing with -WhatIf' {
        New-KubeJob ghost -Image busybox -Session $nowhere -WhatIf
        Get-KubeJob ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'keeps nothing with -DryRun, and shows what it would be' {
        (New-KubeJob ghost -Image busybox -DryRun).Name | Should -Be ghost
        Get-KubeJob ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'labels it' {
        (New-KubeJob labelled -Image busybox -Labels @{ tier = 'front'; rank = 1 }).metadata.labels.rank | Should -Be '1'
    }
    It 'creates one for each name of the pipeline, and goes on after one that is there' {
        $made = 'labelled', 'piped' | New-KubeJob -Image busybox -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be piped
        $problems.FullyQualifiedErrorId | Should -Be 'AlreadyExists,PodKube.Commands.NewKubeJobCommand'
        "$($problems.TargetObject)" | Should -Be 'Job default/labelled'
    }
    It 'says which right is missing' {
        New-KubeJob ghost -Image busybox -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.NewKubeJobCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb create *'
    }
    It 'reports what is invalid, field by field' {
        New-KubeJob 'Not_A_Name' -Image busybox -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.NewKubeJobCommand'
        $problems.Exception.Status.Causes.Field | Should -Contain metadata.name
    }
    It 'reports a namespace that is not there' {
        New-KubeJob ghost -Image busybox -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.NewKubeJobCommand'
    }
}
