BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 2 | Out-Null
    function New-TestMap([string] $Name, [hashtable] $Data = @{}, [string[]] $Finalizers) {
        $map = @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $Name }; data = $Data }
        if ($Finalizers) { $map.metadata.finalizers = $Finalizers }
        New-TestObject /api/v1/namespaces/default/configmaps $map
    }
    function Set-TestMap([string] $Name, [hashtable] $Patch) {
        Invoke-KubeApi "/api/v1/namespaces/default/configmaps/$Name" -Method PATCH -Body $Patch
    }
}
AfterAll { Stop-KubeSandbox }

Describe 'Wait-KubeResource' {
    AfterEach { Get-KubeConfigMap | Where-Object Name -NE kube-root-ca.crt | Remove-KubeResource }

    It 'waits for a condition, and emits the object as it is then' {
        $web = New-KubeDeployment web nginx:1.27 -Replicas 2 | Wait-KubeResource -For Condition=Available
        $web.pstypenames | Should -Contain PodKube.apps.v1.Deployment
        $web.status.availableReplicas | Should -Be 2
    }
    It 'takes several objects from the pipeline' {
        $pods = 'a', 'b', 'c' | ForEach-Object { New-TestPod $_ } | Wait-KubeResource -For Condition=Ready
        $pods.Name | Sort-Object | Should -Be a, b, c
        $pods.State | Sort-Object -Unique | Should -Be Running
    }
    It 'understands <_>' -ForEach '{.data.color}=red', 'jsonpath={.data.color}=red', '.data.color=red', '{.data.color}', { $_.data.color -eq 'red' } {
        New-TestMap colors @{ color = 'red' } | Out-Null
        (Wait-KubeResource configmaps colors -For $_).data.color | Should -Be red
    }
    It 'sees what happens while it waits' {
        $map = New-TestMap colors @{ color = 'red' }
        $wait = Start-Watching "Wait-KubeResource cm colors -For { `$_.data.color -eq 'blue' }"
        Set-TestMap colors @{ data = @{ color = 'green' } } | Out-Null
        Set-TestMap colors @{ data = @{ color = 'blue' } } | Out-Null
        (Complete-Background $wait).data.color | Should -Be blue
    }
    It 'waits for what is not there yet' {
        $wait = Start-Watching 'Wait-KubeResource cm late -For Created'
        New-TestMap late | Out-Null
        (Complete-Background $wait).Name | Should -Be late
    }
    It 'waits for deletion, and emits nothing then' {
        New-TestMap short @{} 'example.com/hold' | Remove-KubeResource
        $wait = Start-Watching 'Wait-KubeResource cm short -For Deleted'
        Set-TestMap short @{ metadata = @{ finalizers = $null } } | Out-Null
        Complete-Background $wait | Should -BeNullOrEmpty
    }
    It 'counts an object as deleted when another one has its name' {
        $first = New-TestMap twice
        $first | Remove-KubeResource
        New-TestMap twice | Out-Null
        $first | Wait-KubeResource -For Deleted -Timeout 0 -ErrorAction Stop
    }
    It 'has nothing to wait for where nothing is selected' {
        Wait-KubeResource cm -LabelSelector app=nope -For Deleted -ErrorAction Stop
    }
    It 'takes wildcards' {
        'web-1', 'web-2', 'db' | ForEach-Object { New-TestMap $_ } | Out-Null
        (Wait-KubeResource cm web-* -For Created).Name | Sort-Object | Should -Be web-1, web-2
    }
    It 'waits for many with one watch' {
        1..12 | ForEach-Object { New-TestMap "m$_" } | Out-Null
        $lines = Wait-KubeResource cm m* -For Created -Verbose 4>&1
        @($lines | Where-Object { $_.pstypenames -contains 'PodKube.KubeObject' }).Count | Should -Be 12
        @($lines | Where-Object { "$_" -like '*watch=true*' }).Count | Should -BeLessOrEqual 1
    }
}

Describe 'Waiting in vain' {
    BeforeAll {
        New-TestMap held @{} 'example.com/hold' | Remove-KubeResource
        New-TestMap good | Out-Null
    }
    AfterAll { Set-TestMap held @{ metadata = @{ finalizers = $null } } | Out-Null }

    It 'is one error per object, and says the last state' {
        $met = Wait-KubeResource cm good, nope -For Created -Timeout 0 -ErrorAction SilentlyContinue -ErrorVariable problems
        $met.Name | Should -Be good
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'Timeout,PodKube.Commands.WaitKubeResourceCommand'
        $problems[0].CategoryInfo.Category | Should -Be OperationTimeout
        "$($problems[0].TargetObject)" | Should -Be 'ConfigMap default/nope'
        "$($problems[0])" | Should -BeLike '*it is not there*'
    }
    It 'names who holds what does not go' {
        Wait-KubeResource cm held -For Deleted -Timeout 0 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Timeout,PodKube.Commands.WaitKubeResourceCommand'
        "$problems" | Should -BeLike '*example.com/hold*'
    }
    It 'is an error when the time is up' {
        Wait-KubeResource cm held -For Deleted -Timeout 200ms -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Timeout,PodKube.Commands.WaitKubeResourceCommand'
    }
    It 'says what a value is instead' {
        Wait-KubeResource namespaces default -For '{.status.phase}=Gone' -Timeout 0 -ErrorAction SilentlyContinue -ErrorVariable problems
        "$problems" | Should -BeLike '*Namespace default*.status.phase is Active*'
    }
    It 'goes on for the others when one may not be read' {
        $session = Connect-KubeCluster -Kubeconfig (Get-KubeSandbox).AdminKubeconfig -As system:serviceaccount:default:default -NotDefault
        Grant-KubeAccess -ServiceAccount default -Verb list, watch -Resource configmaps | Out-Null
        Test-KubeAccess list configmaps -Session $session | Should -BeTrue
        $targets = (Get-KubeConfigMap good), @{ apiVersion = 'v1'; kind = 'Secret'; metadata = @{ name = 'x'; namespace = 'default' } }
        $met = $targets | Wait-KubeResource -For Created -Session $session -ErrorAction SilentlyContinue -ErrorVariable problems
        $met.Name | Should -Be good
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.WaitKubeResourceCommand'
        "$($problems[0].TargetObject)" | Should -Be 'Secret default/x'
    }
    It 'refuses <bad>' -ForEach @{ bad = 'Ready' }, @{ bad = 'Condition=' }, @{ bad = '{.a[}' } {
        { Wait-KubeResource cm good -For $bad } | Should -Throw -ErrorId 'InvalidRequest,PodKube.Commands.WaitKubeResourceCommand'
    }
    It 'knows what a bare word was meant for' {
        { Wait-KubeResource cm good -For Ready } | Should -Throw '*Condition=Ready*'
    }
    It 'takes <given> for <seconds> s' -ForEach @{ given = 90; seconds = 90 }, @{ given = '1m30s'; seconds = 90 }, @{ given = '00:01:30'; seconds = 90 }, @{ given = '1.5'; seconds = 1.5 } {
        $attribute = [PodKube.KubeSession].Assembly.GetType('PodKube.Commands.DurationAttribute')
        $attribute.GetMethod('Transform').Invoke([Activator]::CreateInstance($attribute), @($null, $given)).TotalSeconds | Should -Be $seconds
    }
    It 'refuses a time that is none' {
        { Wait-KubeResource cm good -For Created -Timeout soon } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,PodKube.Commands.WaitKubeResourceCommand'
    }
    It 'refuses to wait for everything for lack of a name' {
        Wait-KubeResource cm -For Created -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.WaitKubeResourceCommand'
    }
}
