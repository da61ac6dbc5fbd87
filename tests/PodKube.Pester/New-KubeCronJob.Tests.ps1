BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeCronJob' {
    It 'creates what a person would have written' {
        $cron = New-KubeCronJob backup example/backup:1 '0 3 * * *' -TimeZone Europe/Berlin -ConcurrencyPolicy Forbid -StartingDeadline 00:05:00 `
            -KeepSuccessful 5 -KeepFailed 2 -Suspend -BackoffLimit 0 -Labels @{ team = 'a' }
        $cron.pstypenames[0] | Should -Be PodKube.batch.v1.CronJob
        $cron.spec.schedule | Should -Be '0 3 * * *'
        $cron.spec.timeZone | Should -Be Europe/Berlin
        $cron.spec.concurrencyPolicy | Should -Be Forbid
        $cron.spec.startingDeadlineSeconds | Should -Be 300
        $cron.spec.successfulJobsHistoryLimit | Should -Be 5
        $cron.spec.failedJobsHistoryLimit | Should -Be 2
        $cron.spec.suspend | Should -BeTrue
        $cron.spec.jobTemplate.metadata.labels.team | Should -Be a
        $cron.spec.jobTemplate.spec.backoffLimit | Should -Be 0
        $cron.spec.jobTemplate.spec.template.spec.containers[0].image | Should -Be example/backup:1
    }
    It 'reports a schedule that is none' {
        New-KubeCronJob ghost busybox 'sometimes' -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.NewKubeCronJobCommand'
        $problems.Exception.Status.Causes.Field | Should -Contain spec.schedule
    }
    It 'sends nothing with -WhatIf' {
        New-KubeCronJob ghost -Image busybox -Schedule '@daily' -Session $nowhere -WhatIf
        Get-KubeCronJob ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'keeps nothing with -DryRun, and shows what it would be' {
        (New-KubeCronJob ghost -Image busybox -Schedule '@daily' -DryRun).Name | Should -Be ghost
        Get-KubeCronJob ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'labels it' {
        (New-KubeCronJob labelled -Image busybox -Schedule '@daily' -Labels @{ tier = 'front'; rank = 1 }).metadata.labels.rank | Should -Be '1'
    }
    It 'creates one for each name of the pipeline, and goes on after one that is there' {
        $made = 'labelled', 'piped' | New-KubeCronJob -Image busybox -Schedule '@daily' -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be piped
        $problems.FullyQualifiedErrorId | Should -Be 'AlreadyExists,PodKube.Commands.NewKubeCronJobCommand'
        "$($problems.TargetObject)" | Should -Be 'CronJob default/labelled'
    }
    It 'says which right is missing' {
        New-KubeCronJob ghost -Image busybox -Schedule '@daily' -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.NewKubeCronJobCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb create *'
    }
    It 'reports what is invalid, field by field' {
        New-KubeCronJob 'Not_A_Name' -Image busybox -Schedule '@daily' -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.NewKubeCronJobCommand'
        $problems.Exception.Status.Causes.Field | Should -Contain metadata.name
    }
    It 'reports a namespace that is not there' {
        New-KubeCronJob ghost -Image busybox -Schedule '@daily' -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.NewKubeCronJobCommand'
    }
}
