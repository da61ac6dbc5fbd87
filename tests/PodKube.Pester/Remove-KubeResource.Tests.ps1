BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a | Out-Null
    function New-TestMap([string] $Name, [hashtable] $Labels = @{}) {
        New-TestObject /api/v1/namespaces/team-a/configmaps @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $Name; labels = $Labels } }
    }
    function Get-TestMap { @((Get-KubeConfigMap).Name) -notmatch '-ca[.-]' }
}
AfterAll { Stop-KubeSandbox }

Describe 'Remove-KubeResource' {
    AfterEach { Get-KubeConfigMap | Where-Object Name -NotMatch '-ca[.-]' | Remove-KubeResource }

    It 'removes objects that are piped in' {
        New-TestMap a | Out-Null
        New-TestMap b | Out-Null
        Get-KubeConfigMap a | Remove-KubeResource | Should -BeNullOrEmpty
        Get-TestMap | Should -Be 'b'
    }
    It 'removes by kind and name' {
        New-TestMap a | Out-Null
        Remove-KubeResource cm a
        Get-TestMap | Should -BeNullOrEmpty
    }
    It 'removes by kind and name in one word, as kubectl does' {
        'a', 'b', 'c' | ForEach-Object { New-TestMap $_ } | Out-Null
        Remove-KubeResource cm/a
        Get-TestMap | Should -Be b, c
        'b', 'c' | Remove-KubeResource -Kind cm/a -ErrorAction SilentlyContinue -ErrorVariable problems
        "$($problems[0])" | Should -BeLike 'Give the name behind the kind*'
        Get-TestMap | Should -Be b, c
    }
    It 'removes by names from the pipeline' {
        'a', 'b' | ForEach-Object { New-TestMap $_ } | Out-Null
        'a', 'b' | Remove-KubeResource -Kind cm
        Get-TestMap | Should -BeNullOrEmpty
    }
    It 'removes by wildcard' {
        'web-1', 'web-2', 'db' | ForEach-Object { New-TestMap $_ } | Out-Null
        Remove-KubeResource cm web-*
        Get-TestMap | Should -Be 'db'
    }
    It 'removes by label' {
        New-TestMap a @{ app = 'x' } | Out-Null
        New-TestMap b | Out-Null
        Remove-KubeResource cm -LabelSelector @{ app = 'x' }
        Get-TestMap | Should -Be 'b'
    }
    It 'removes objects of kubectl''s JSON' {
        New-TestMap a | Out-Null
        Invoke-KubeApi /api/v1/namespaces/team-a/configmaps/a -Raw | ConvertFrom-Json | Remove-KubeResource
        Get-TestMap | Should -BeNullOrEmpty
    }
    It 'removes what a hashtable describes' {
        New-TestMap a | Out-Null
        @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'a' } } | Remove-KubeResource
        Get-TestMap | Should -BeNullOrEmpty
    }
    It 'never removes everything for lack of a name' {
        New-TestMap a | Out-Null
        Remove-KubeResource cm -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.RemoveKubeResourceCommand'
        Get-TestMap | Should -Be 'a'
    }
    It 'removes everything with -All' {
        'a', 'b' | ForEach-Object { New-TestMap $_ } | Out-Null
        Remove-KubeResource cm -All
        Get-TestMap | Should -BeNullOrEmpty
    }
    It 'sends nothing with -WhatIf' {
        New-TestMap a | Out-Null
        $map = Get-KubeConfigMap a
        $map | Remove-KubeResource -WhatIf -Verbose 4>&1 | Should -BeNullOrEmpty
        Get-TestMap | Should -Be 'a'
    }
    It 'keeps everything with -DryRun' {
        New-TestMap a | Out-Null
        Remove-KubeResource cm a -DryRun
        Get-TestMap | Should -Be 'a'
    }
    It 'removes only the very object that was piped in, not a later one of its name' {
        New-TestMap a | Out-Null
        $old = Get-KubeConfigMap a
        Remove-KubeResource cm a
        New-TestMap a | Out-Null
        $old | Remove-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Conflict,PodKube.Commands.RemoveKubeResourceCommand'
        Get-TestMap | Should -Be 'a'
    }
    It 'reports each that is not there, and goes on' {
        New-TestMap a | Out-Null
        Remove-KubeResource cm nope, a -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.RemoveKubeResourceCommand'
        "$($problems.TargetObject)" | Should -Be 'ConfigMap team-a/nope'
        Get-TestMap | Should -BeNullOrEmpty
    }
    It 'reports a namespace that is not there' {
        Remove-KubeResource cm a -Namespace nowhere -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.RemoveKubeResourceCommand'
        "$($problems.TargetObject)" | Should -Be 'ConfigMap nowhere/a'
    }
    It 'removes by field' {
        'a', 'b' | ForEach-Object { New-TestMap $_ } | Out-Null
        Remove-KubeResource cm -FieldSelector @{ 'metadata.name' = 'a' }
        Get-TestMap | Should -Be 'b'
    }
    It 'removes what a publication came to' {
        @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'a' } } | Publish-KubeResource | Remove-KubeResource
        Get-TestMap | Should -BeNullOrEmpty
    }
    It 'waits until the object is gone' {
        New-TestObject /api/v1/namespaces/team-a/configmaps @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'held'; finalizers = @('example.com/hold') } } | Out-Null
        $removal = Start-Watching 'Remove-KubeResource cm held -Wait -Confirm:$false'
        Update-KubeResource configmap held -Merge @{ metadata = @{ finalizers = $null } } | Out-Null
        Complete-Background $removal | Should -BeNullOrEmpty
        $removal.Shell.Streams.Error | Should -BeNullOrEmpty
        Get-TestMap | Should -BeNullOrEmpty
    }
    It 'says what is still there when the time is up' {
        New-TestObject /api/v1/namespaces/team-a/configmaps @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'held'; finalizers = @('example.com/hold') } } | Out-Null
        Remove-KubeResource cm held -Wait -TimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -BeLike 'Timeout,*'
        Update-KubeResource configmap held -Merge @{ metadata = @{ finalizers = $null } } | Out-Null
    }
    It 'asks nobody with -WhatIf' {
        $nowhere = Connect-TestNowhere
        Get-SentRequest { Remove-KubeResource configmaps a -WhatIf -Session $nowhere -ErrorAction Stop } | Should -BeNullOrEmpty
    }
    It 'says who may not delete what' {
        New-TestMap a | Out-Null
        Remove-KubeResource cm a -Session (Connect-TestStranger) -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.RemoveKubeResourceCommand'
    }
}
