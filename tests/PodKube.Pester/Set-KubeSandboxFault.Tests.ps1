BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a -ServiceAccount robot
    $admin = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -NotDefault
    $robot = $sandbox.Session
    Grant-KubeAccess -Verb get, list, watch -Resource configmaps, pods -ServiceAccount robot -Namespace team-a -Session $admin | Out-Null
    1..7 | ForEach-Object {
        Invoke-KubeApi /api/v1/namespaces/team-a/configmaps POST @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = "map-$_" } } -Session $admin
    } | Out-Null
    function Get-Hit { (Set-KubeSandboxFault -Clear -PassThru).Hits }
}
AfterAll { Stop-KubeSandbox }

Describe 'Set-KubeSandboxFault' {
    AfterEach { Set-KubeSandboxFault -Clear }

    It 'sets <fault> as <expected>' -ForEach @(
        @{ fault = 'Latency'; more = @{ Delay = '1ms'; Verb = 'LIST'; Resource = 'Pod' }; expected = 'list/pods///0/' }
        @{ fault = 'TooManyRequests'; more = @{ RetryAfter = 2; Resource = 'deploy'; Count = 3 }; expected = '/deployments.apps///0/3' }
        @{ fault = 'ServerError'; more = @{ Namespace = 'team-a'; Name = 'web' }; expected = '//team-a/web/0/' }
        @{ fault = 'Unavailable'; more = @{ RetryAfter = 1; Skip = 2 }; expected = '////2/' }
        @{ fault = 'DropConnection'; more = @{ AfterBytes = 10; Resource = 'po/log' }; expected = '/pods/log///0/' }
        @{ fault = 'CloseWatch'; more = @{ AfterEvents = 1 }; expected = '////0/' }
        @{ fault = 'ExpireWatch'; more = @{ Resource = 'deployments.apps' }; expected = '/deployments.apps///0/' }
        @{ fault = 'ExpireContinue'; more = @{}; expected = '////0/' }
        @{ fault = 'RevokeToken'; more = @{ Count = 1 }; expected = '////0/1' }
        @{ fault = 'RotateAuthority'; more = @{ Count = 1 }; expected = '////0/1' }
    ) {
        $set = Set-KubeSandboxFault $fault @more -PassThru
        $set.Fault | Should -Be $fault
        $set.Verb, $set.Resource, $set.Namespace, $set.Name, $set.Skip, $set.Count -join '/' | Should -BeExactly $expected
        $removed = $set | Set-KubeSandboxFault -Clear -PassThru
        $removed.Id | Should -Be $set.Id
        $removed.Hits | Should -Be 0
    }
    It 'emits nothing unless asked' { Set-KubeSandboxFault Latency -Delay 0 | Should -BeNullOrEmpty }
    It 'removes the one that is piped in' {
        $one = Set-KubeSandboxFault Latency get -Delay 0 -PassThru
        Set-KubeSandboxFault ServerError create -PassThru | Out-Null
        $one | Set-KubeSandboxFault -Clear
        (Set-KubeSandboxFault -Clear -PassThru).Fault | Should -Be ServerError
    }
    It 'sets and removes nothing with -WhatIf' {
        Set-KubeSandboxFault ServerError -WhatIf
        Set-KubeSandboxFault -Clear -PassThru | Should -BeNullOrEmpty
        Set-KubeSandboxFault ServerError create
        Set-KubeSandboxFault -Clear -WhatIf
        (Set-KubeSandboxFault -Clear -PassThru).Fault | Should -Be ServerError
    }
    It 'refuses <title>' -ForEach @(
        @{ title = 'a fault that there is not'; code = { Set-KubeSandboxFault Earthquake }; id = 'CannotConvertArgumentNoMessage,*' }
        @{ title = 'a negative count'; code = { Set-KubeSandboxFault Latency -Count -1 }; id = 'ParameterArgumentValidationError,*' }
        @{ title = 'an id that is gone'; code = { Set-KubeSandboxFault -Clear -Id 4711 -ErrorAction Stop }; id = 'FaultNotFound,*' }
    ) {
        $code | Should -Throw -ErrorId $id
    }
    It 'warns of a resource that is not served and takes it as it stands' {
        $set = Set-KubeSandboxFault ServerError -Resource unicorns -PassThru -WarningVariable warned 3>$null
        $set.Resource | Should -Be unicorns
        $warned | Should -Not -BeNullOrEmpty
    }
    It 'says so where the sandbox has stopped' {
        $other = Start-KubeSandbox -NotDefault -Node 0
        $other | Stop-KubeSandbox
        { $other | Set-KubeSandboxFault Latency -ErrorAction Stop } | Should -Throw -ErrorId 'SandboxStopped,PodKube.Commands.SetKubeSandboxFaultCommand'
    }
    It 'completes faults, verbs, kinds and happenings' {
        function Get-Completion([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
        Get-Completion 'Set-KubeSandboxFault Exp' | Should -Be ExpireContinue, ExpireWatch
        Get-Completion 'Set-KubeSandboxFault Latency wa' | Should -Be watch
        Get-Completion 'Set-KubeSandboxFault Latency -Resource configm' | Should -Be configmaps
        Get-Completion 'Set-KubeSandboxFault -Event Tok' | Should -Be TokenRenewed
    }
}

Describe 'A script on a bad day' {
    AfterEach { Set-KubeSandboxFault -Clear }

    It 'has 429 with Retry-After retried by the client' {
        Set-KubeSandboxFault TooManyRequests get configmaps -RetryAfter 0 -Count 2
        (Get-KubeConfigMap map-1).Name | Should -Be map-1
        Get-Hit | Should -Be 2
    }
    It 'has 503 retried' {
        Set-KubeSandboxFault Unavailable list configmaps -RetryAfter 0 -Count 1
        (Get-KubeConfigMap).Count | Should -BeGreaterThan 6
        Get-Hit | Should -Be 1
    }
    It 'meets a server error as an error record' {
        Set-KubeSandboxFault ServerError get configmaps -Name map-2
        { Get-KubeConfigMap map-2 -ErrorAction Stop } | Should -Throw -ErrorId 'InternalError,*'
        (Get-KubeConfigMap map-1).Name | Should -Be map-1
    }
    It 'gets every object once when the continue token expires in the middle of a list' {
        Set-KubeSandboxFault ExpireContinue list configmaps -Count 1
        $names = (Get-KubeConfigMap map-* -ChunkSize 2 -WarningAction SilentlyContinue).Name
        $names | Should -Be (1..7 | ForEach-Object { "map-$_" })
        Get-Hit | Should -Be 1
    }
    It 'has an answer that broke off fetched again where that is harmless' {
        Set-KubeSandboxFault DropConnection get configmaps -AfterBytes 20 -Count 2
        (Get-KubeConfigMap map-1).metadata.namespace | Should -Be team-a
        Get-Hit | Should -Be 2
    }
    It 'is told that an answer to a write broke off, and goes on with the next call' {
        $map = (Get-KubeConfigMap map-1 -Session $admin)
        Set-KubeSandboxFault DropConnection update configmaps -AfterBytes 20 -Count 1
        { $map | Set-KubeResource -Session $admin -ErrorAction Stop } | Should -Throw '*may have carried the request out*' -ErrorId 'ConnectionLost,*'
        (Get-KubeConfigMap map-1).metadata.namespace | Should -Be team-a
        Get-Hit | Should -Be 1
    }
    It 'goes on when its token is revoked: the pod got a new one' {
        Set-KubeSandboxFault RevokeToken get configmaps -Count 1
        (Get-KubeConfigMap map-1 -Session $robot).Name | Should -Be map-1
        (Get-KubeConfigMap map-2 -Session $robot).Name | Should -Be map-2
        Get-Hit | Should -Be 1
    }
    It 'goes on after the authority was rotated: ca.crt is read again' {
        $before = Get-Content -Raw (Join-Path $sandbox.ServiceAccountPath ca.crt)
        Set-KubeSandboxFault -Event AuthorityRotated
        Get-Content -Raw (Join-Path $sandbox.ServiceAccountPath ca.crt) | Should -Not -Be $before
        (Get-KubeConfigMap map-3 -Session $robot).Name | Should -Be map-3
        $again = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -NotDefault
        (Get-KubeNamespace team-a -Session $again).Name | Should -Be team-a
    }
    It 'gets a fresh token on demand' {
        $before = Get-Content -Raw (Join-Path $sandbox.ServiceAccountPath token)
        Set-KubeSandboxFault -Event TokenRenewed
        Get-Content -Raw (Join-Path $sandbox.ServiceAccountPath token) | Should -Not -Be $before
        (Get-KubeConfigMap map-1 -Session $robot).Name | Should -Be map-1
    }
    It 'is told that a version from before the compaction is gone' {
        $old = (Invoke-KubeApi '/api/v1/namespaces/team-a/configmaps?limit=1' -Session $robot).metadata.resourceVersion
        New-KubeResource @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'later'; namespace = 'team-a' } } -Session (Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -NotDefault) | Out-Null
        Set-KubeSandboxFault -Event HistoryCompacted
        { Invoke-KubeApi "/api/v1/namespaces/team-a/configmaps?resourceVersion=$old&resourceVersionMatch=Exact" -Session $robot -ErrorAction Stop } | Should -Throw -ErrorId 'Expired,*'
    }
}
