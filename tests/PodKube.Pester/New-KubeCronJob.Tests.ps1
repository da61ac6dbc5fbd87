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
    . "$PSScriptRoot/Shared/CreatingCmdlet.ps1" -Command New-KubeCronJob -Parameters @{ Image = 'busybox'; Schedule = '@daily' }
}
