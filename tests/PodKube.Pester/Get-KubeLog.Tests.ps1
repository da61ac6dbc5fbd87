BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 2 | Out-Null
    function New-LogPod([string] $Name, [hashtable] $Annotations, [string[]] $Containers = 'main', [hashtable] $Labels = @{}) {
        $written = @{}
        foreach ($key in $Annotations.Keys) { $written["sandbox.podkube.dev/$key"] = $Annotations[$key] }
        New-TestObject /api/v1/namespaces/default/pods @{
            apiVersion = 'v1'; kind = 'Pod'
            metadata   = @{ name = $Name; labels = $Labels; annotations = $written }
            spec       = @{ restartPolicy = 'Never'; containers = @($Containers.ForEach({ @{ name = $_; image = 'busybox' } })) }
        } | Wait-KubeResource -For { $_.status.phase -ne 'Pending' }
    }
    New-LogPod one @{ logs = "first`nsecond`nthird" } | Out-Null
    New-LogPod two @{ 'logs.app' = 'from app'; 'logs.side' = 'from side' } app, side @{ app = 'web' } | Out-Null
    New-LogPod three @{ logs = 'from three' } main @{ app = 'web' } | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeLog' {
    It 'gives the lines of one container as text' {
        $lines = Get-KubeLog one
        $lines | Should -Be first, second, third
        $lines[0] | Should -BeOfType string
    }
    It 'says that no pod has such a container' {
        Get-KubeLog t* -Container nope -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -Be 'No container of these pods is named nope; they have app, main, side.'
    }
    It 'reads the jobs of a cron job' {
        $template = @{ metadata = @{ annotations = @{ 'sandbox.podkube.dev/logs' = 'from the job' } }; spec = @{ restartPolicy = 'Never'; containers = @(@{ name = 'main'; image = 'busybox' }) } }
        $cron = New-KubeResource @{ apiVersion = 'batch/v1'; kind = 'CronJob'; metadata = @{ name = 'nightly' }; spec = @{ schedule = '0 0 1 1 *'; suspend = $true; jobTemplate = @{ spec = @{ template = $template } } } }
        Get-KubeLog cronjob/nightly -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -Be 'CronJob default/nightly has no jobs: there are no logs.'
        'a', 'b' | ForEach-Object { New-KubeJob -Name $_ -FromCronJob nightly } | Wait-KubeResource -For Condition=Complete -Timeout 300 | Out-Null
        $lines = Get-KubeLog cj/nightly
        $lines.Line | Should -Be 'from the job', 'from the job'
        $lines.Pod -replace '-.*' | Sort-Object | Should -Be a, b
        ($cron | Get-KubeLog -Follow).Count | Should -Be 2
        (@{ apiVersion = 'batch/v1'; kind = 'CronJob'; metadata = @{ name = 'nightly' } } | Get-KubeLog).Count | Should -Be 2
    }
    It 'reads the pods of what names a workload without saying which they are' {
        $pod = @{ metadata = @{ labels = @{ app = 'named' }; annotations = @{ 'sandbox.podkube.dev/logs' = 'named' } }; spec = @{ containers = @(@{ name = 'main'; image = 'busybox' }) } }
        New-KubeResource @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'named' }; spec = @{ replicas = 1; selector = @{ matchLabels = @{ app = 'named' } }; template = $pod } } | Wait-KubeRollout -Timeout 300 | Out-Null
        (@{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'named' } } | Get-KubeLog -Tail 1).Line | Should -Be named
        (Get-KubeRollout deployment named | Get-KubeLog -Tail 1).Line | Should -Be named
        Remove-KubeResource deployment named
    }
    It 'reports an owner that is not there, and reads the others' {
        $lines = Get-KubeLog deployment/nope, pod/one -ErrorAction SilentlyContinue -ErrorVariable problems
        $lines | Should -Be first, second, third
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.GetKubeLogCommand'
    }
    It 'takes a pod from the pipeline' {
        Get-KubePod one | Get-KubeLog | Should -Be first, second, third
    }
    It 'gives objects that say whose line it is when there are several pods' {
        $lines = Get-KubePod one, three | Get-KubeLog
        $lines.ForEach({ "$($_.Pod)/$($_.Container): $($_.Line)" }) | Should -Be 'one/main: first', 'one/main: second', 'one/main: third', 'three/main: from three'
        $lines[0] | Should -BeOfType PodKube.KubeLogLine
        $lines[0].Time | Should -BeOfType datetime
        $lines[0].Time.Kind | Should -Be Utc
    }
    It 'keeps the order of the pods however many are read at once' -ForEach 1, 2, 10 {
        (Get-KubeLog one, two, three -MaxConcurrent $_).Pod | Select-Object -Unique | Should -Be one, two, three
    }
    It 'reads the pods of a selector' {
        (Get-KubeLog -LabelSelector @{ app = 'web' }).Line | Sort-Object | Should -Be 'from app', 'from three'
    }
    It 'reads pods by wildcard' {
        (Get-KubeLog t*).Pod | Sort-Object -Unique | Should -Be three, two
    }
    It 'reads the container that is named' {
        Get-KubeLog two -Container side | Should -Be 'from side'
    }
    It 'reads all containers' {
        (Get-KubeLog two -AllContainers).ForEach({ "$($_.Container): $($_.Line)" }) | Should -Be 'app: from app', 'side: from side'
    }
    It 'reads containers by wildcard' {
        Get-KubeLog two -Container s* | Should -Be 'from side'
    }
    It 'reads the last lines' {
        Get-KubeLog one -Tail 2 | Should -Be second, third
    }
    It 'reads nothing that is older than asked for' {
        Get-KubeLog one -SinceTime ([datetime]::UtcNow.AddHours(1)) | Should -BeNullOrEmpty
        Get-KubeLog one -Since 1h | Should -Be first, second, third
    }
    It 'begins lines with their time' {
        (Get-KubeLog one -Timestamps)[0] | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z first$'
    }
    It 'reads the pods of a deployment' {
        New-TestObject /apis/apps/v1/namespaces/default/deployments @{
            apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' }
            spec = @{ replicas = 2; selector = @{ matchLabels = @{ app = 'dep' } }; template = @{
                    metadata = @{ labels = @{ app = 'dep' }; annotations = @{ 'sandbox.podkube.dev/logs' = 'hello' } }
                    spec = @{ containers = @(@{ name = 'main'; image = 'busybox' }) } } }
        } | Wait-KubeResource -For Condition=Available | Get-KubeLog | ForEach-Object Line | Should -Be hello, hello
        (Get-KubeLog deployment/web).Line | Should -Be hello, hello
    }
    It 'keeps multibyte and very long lines' {
        $long = 'ä€😀' * 20000
        New-LogPod wide @{ logs = "$long`nend" } | Out-Null
        $lines = Get-KubeLog wide
        $lines[0] | Should -BeExactly $long
        $lines[1] | Should -Be end
    }
    It 'follows until the container has ended' {
        New-LogPod ticking @{ 'log-line' = 'tick {n}'; 'log-every' = '50ms'; 'log-count' = '5'; 'run-seconds' = '1' } | Out-Null
        $lines = Get-KubeLog ticking -Follow
        $lines.Count | Should -Be 5
        $lines[4] | Should -BeLike 'tick *'
    }
    It 'ends a follow when the pipeline has enough' {
        New-LogPod endless @{ 'log-line' = 'tick {n}'; 'log-every' = '20ms' } | Out-Null
        @(Get-KubeLog endless -Follow | Select-Object -First 3).Count | Should -Be 3
    }
    It 'lets new pods join a follow' {
        New-LogPod join-0 @{ logs = 'from the old one' } main @{ app = 'join' } | Out-Null
        $lines = Get-KubeLog -LabelSelector app=join -Follow | ForEach-Object {
            $_
            if ($_.Pod -eq 'join-0') { New-LogPod join-1 @{ logs = 'from the new one' } main @{ app = 'join' } | Out-Null }
        } | Select-Object -First 2
        $lines.Line | Should -Be 'from the old one', 'from the new one'
    }
    It 'reads each log once in a follow, and ends when no pod is left that could write' {
        New-LogPod again @{ logs = "a`nb"; 'run-seconds' = '0.3' } main @{ app = 'again' } | Out-Null
        $lines = Get-KubeLog -LabelSelector app=again -Follow | ForEach-Object {
            $_
            # A change of the pod must not begin its log anew.
            if ($_.Line -eq 'b') { Set-KubeLabel pod again -Label @{ x = '1' } | Out-Null }
        }
        $lines.Line | Should -Be a, b
    }
    It 'follows all pods of a job until the job is over' {
        New-TestObject /apis/batch/v1/namespaces/default/jobs @{
            apiVersion = 'batch/v1'; kind = 'Job'; metadata = @{ name = 'batch' }
            spec = @{ completions = 3; parallelism = 1; template = @{
                    metadata = @{ annotations = @{ 'sandbox.podkube.dev/logs' = "begun`ndone"; 'sandbox.podkube.dev/run-seconds' = '0.2' } }
                    spec = @{ restartPolicy = 'Never'; containers = @(@{ name = 'main'; image = 'busybox' }) } } }
        } | Out-Null
        $lines = Get-KubeLog job/batch -Follow
        # The next pod may begin before the last line of the one before has come.
        $logs = @($lines | Group-Object Pod)
        $logs.Count | Should -Be 3
        $logs | ForEach-Object { $_.Group.Line | Should -Be begun, done }
        # It is over already: the same once more, and by labels too.
        @(Get-KubeJob batch | Get-KubeLog -Follow).Count | Should -Be 6
        @(Get-KubeLog -LabelSelector job-name=batch -Follow).Count | Should -Be 6
    }
    It 'says that it cannot see the end of a job, and goes on' {
        New-KubeRole log-reader -Verb get, list, watch -Resource pods, pods/log | Out-Null
        New-KubeRoleBinding log-reader -Role log-reader -User log-reader | Out-Null
        $session = Connect-KubeCluster -Kubeconfig (Get-KubeSandbox)[-1].AdminKubeconfig -As log-reader -NotDefault
        $first = Get-KubeLog -LabelSelector job-name=batch -Follow -Session $session 3>&1 |
            Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | Select-Object -First 1
        "$first" | Should -BeLike '*job batch*cannot be seen*'
    }
    It 'goes on with a deployment whose pods are replaced' {
        New-TestObject /apis/apps/v1/namespaces/default/deployments @{
            apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'lasting' }
            spec = @{ replicas = 1; selector = @{ matchLabels = @{ app = 'lasting' } }; template = @{
                    metadata = @{ labels = @{ app = 'lasting' }; annotations = @{ 'sandbox.podkube.dev/logs' = 'here' } }
                    spec = @{ containers = @(@{ name = 'main'; image = 'busybox' }) } } }
        } | Wait-KubeResource -For Condition=Available | Out-Null
        $lines = Get-KubeLog deployment/lasting -Follow | ForEach-Object {
            $_
            if (++$seen -eq 1) { Get-KubePod $_.Pod | Remove-KubeResource -Confirm:$false -Wait | Out-Null }
        } | Select-Object -First 2
        @($lines.Pod | Select-Object -Unique).Count | Should -Be 2
    }
    It 'says when more logs are followed than allowed' {
        $warnings = Get-KubeLog -Name one, endless, three -Follow -MaxConcurrent 2 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | Select-Object -First 1
        "$warnings" | Should -BeLike '*-MaxConcurrent*'
    }
}

Describe 'What has no log' {
    It 'is one error per pod, and the others go on' {
        $lines = Get-KubeLog nope, one, neither -ErrorAction SilentlyContinue -ErrorVariable problems
        $lines.Count | Should -Be 3
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.GetKubeLogCommand', 'NotFound,PodKube.Commands.GetKubeLogCommand'
        "$($problems[0].TargetObject)" | Should -Be 'Pod default/nope'
    }
    It 'is a container that is not there' {
        Get-KubeLog one -Container nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'BadRequest,PodKube.Commands.GetKubeLogCommand'
    }
    It 'is a former run that was not' {
        Get-KubeLog one -Previous -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'BadRequest,PodKube.Commands.GetKubeLogCommand'
    }
    It 'is read without the right to read pods' {
        Grant-KubeAccess -ServiceAccount default -Verb get -Resource pods/log | Out-Null
        $session = Connect-KubeCluster -Kubeconfig (Get-KubeSandbox).AdminKubeconfig -As system:serviceaccount:default:default -NotDefault
        Get-KubeLog one -Session $session | Should -Be first, second, third
    }
    It 'asks which pods' {
        Get-KubeLog -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.GetKubeLogCommand'
    }
    It 'refuses what excludes each other: <_>' -ForEach '-Follow -Previous', '-Since 1 -SinceTime 2026-01-01', '-AllContainers -Container x' {
        { Invoke-Expression "Get-KubeLog one $_" } | Should -Throw -ErrorId 'InvalidRequest,PodKube.Commands.GetKubeLogCommand'
    }
}
