BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a | Out-Null
    function New-Map($Name) { @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $Name }; data = @{ a = '1'; b = '2' } } }
    function Get-Data($Name = 'one') { (Get-KubeConfigMap $Name).data }
}
AfterAll { Stop-KubeSandbox }

Describe 'Update-KubeResource' {
    BeforeEach { New-Map one | New-KubeResource | Out-Null }
    AfterEach { Remove-KubeResource configmaps one }

    It 'sends what a script block changed, and nothing else' {
        Update-KubeResource cm one { $_.data.a = '5'; $_.data.b = $null; $_.metadata | Add-Member labels @{ tier = 'web' } } | Out-Null
        $map = Get-KubeConfigMap one
        $map.data.a | Should -Be 5
        $map.data.b | Should -BeNullOrEmpty
        $map.metadata.labels.tier | Should -Be web
    }
    It 'sends nothing when the block changes nothing' {
        Get-SentRequest { Update-KubeResource configmap one { $_.data.a = '1' } } | Should -BeLike 'GET *'
    }
    It 'makes the change again when somebody else was faster' {
        $script:runs = 0
        $made = Update-KubeResource configmap one {
            if (++$script:runs -eq 1) { Update-KubeResource configmap one -Merge @{ data = @{ b = 'theirs' } } | Out-Null }
            $_.data.a = "$([int]$_.data.a + 1)"
        }
        $script:runs | Should -Be 2
        $made.data.a | Should -Be 2
        $made.data.b | Should -Be theirs
    }
    It 'reports what the block throws, changes nothing, and goes on' {
        New-Map two | New-KubeResource | Out-Null
        $made = Update-KubeResource cm one, two { if ($_.Name -eq 'one') { throw 'oh' }; $_.data.a = '3' } -ErrorAction SilentlyContinue -ErrorVariable problems
        ($problems | Where-Object FullyQualifiedErrorId -EQ 'ScriptFailed,PodKube.Commands.UpdateKubeResourceCommand').Count | Should -Be 1
        $made.Name | Should -Be two
        (Get-Data).a | Should -Be 1
        Remove-KubeResource cm two
    }
    It 'says how a field that is not there yet is added' {
        Update-KubeResource cm one { $_.immutable = $true } -ErrorAction SilentlyContinue -ErrorVariable problems
        $failed = $problems | Where-Object FullyQualifiedErrorId -EQ 'ScriptFailed,PodKube.Commands.UpdateKubeResourceCommand'
        $failed.ErrorDetails.RecommendedAction | Should -BeLike '*Add-Member*-Merge*'
        (Update-KubeResource cm one { $_ | Add-Member immutable $false }).immutable | Should -BeFalse
    }
    It 'takes objects of <origin>' -ForEach @(
        @{ origin = 'PodKube'; read = { Get-KubeConfigMap one } }
        @{ origin = 'kubectl'; read = { Invoke-KubeApi /api/v1/namespaces/team-a/configmaps/one -Raw | ConvertFrom-Json } }
        @{ origin = 'YAML'; read = { Get-KubeConfigMap one | ConvertTo-KubeYaml | ConvertFrom-KubeYaml } }
        @{ origin = 'a hashtable'; read = { New-Map one } }
    ) {
        (& $read | Update-KubeResource { $_.data.a = 'piped' }).data.a | Should -Be piped
        (& $read | Update-KubeResource -Merge @{ data = @{ a = 'merged' } }).data.a | Should -Be merged
    }
    It 'merges: null removes, lists are replaced' {
        $data = (Update-KubeResource configmap one -Merge @{ data = @{ a = $null; c = '3' } }).data
        $data.PSObject.Properties.Name | Should -Be b, c
        (Update-KubeResource configmap one -Merge 'data: {c: "4"}').data.c | Should -Be 4
    }
    It 'runs the operations of a JSON patch, all or none' {
        $data = (Update-KubeResource configmap one -Json @{ op = 'test'; path = '/data/a'; value = '1' }, @{ op = 'replace'; path = '/data/a'; value = '2' }).data
        $data.a | Should -Be 2
        Update-KubeResource configmap one -Json '[{"op":"remove","path":"/data/b"},{"op":"test","path":"/data/a","value":"7"}]' -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.UpdateKubeResourceCommand'
        (Get-Data).b | Should -Be 2
    }
    It 'merges lists by their keys in a strategic patch' {
        New-KubeDeployment web nginx:1 | Out-Null
        $web = Update-KubeResource deployment web -Strategic @{ spec = @{ template = @{ spec = @{ containers = @(@{ name = 'side'; image = 'busybox' }) } } } }
        $web.spec.template.spec.containers.name | Sort-Object | Should -Be nginx, side
        Remove-KubeResource deployments web
    }
    It 'changes a subresource' {
        New-KubeDeployment web nginx:1 | Out-Null
        Update-KubeResource deployment web -Subresource scale -Merge @{ spec = @{ replicas = 4 } } | Out-Null
        (Get-KubeDeployment web).spec.replicas | Should -Be 4
        Update-KubeResource deployment web -Subresource scale { $_.spec.replicas = 2 } | Out-Null
        (Get-KubeDeployment web).spec.replicas | Should -Be 2
        Remove-KubeResource deployments web
    }
    It 'sends nothing with -WhatIf, and keeps nothing with -DryRun' {
        Get-SentRequest {
            Update-KubeResource configmap one { $_.data.a = '9' } -WhatIf
            Get-KubeConfigMap one -Session $null | Out-Null
        } | Should -HaveCount 1
        $nowhere = Connect-TestNowhere
        Get-SentRequest { Update-KubeResource configmap one -Merge @{ data = @{ a = '9' } } -WhatIf -Session $nowhere -ErrorAction Stop } | Should -BeNullOrEmpty
        Get-SentRequest { New-Map one | Update-KubeResource { $_.data.a = '9' } -WhatIf -Session $nowhere -ErrorAction Stop } | Should -BeNullOrEmpty
        (Update-KubeResource configmap one -Merge @{ data = @{ a = '9' } } -DryRun).data.a | Should -Be 9
        (Get-Data).a | Should -Be 1
    }
    It 'reports a conflict with a version that the patch itself asks for' {
        $old = (Get-KubeConfigMap one).metadata.resourceVersion
        Update-KubeResource configmap one -Merge @{ data = @{ a = '2' } } | Out-Null
        Update-KubeResource configmap one -Merge @{ metadata = @{ resourceVersion = $old }; data = @{ a = '3' } } -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Conflict,PodKube.Commands.UpdateKubeResourceCommand'
    }
    It 'names a field that the kind does not have' {
        Update-KubeResource configmap one -Merge @{ colour = 'red' } -ErrorAction SilentlyContinue -ErrorVariable problems
        "$problems" | Should -BeLike '*unknown field "colour"*'
    }
    It 'says everything that is invalid' {
        New-KubeDeployment web nginx:1 | Out-Null
        Update-KubeResource deployment web -Merge @{ spec = @{ replicas = -1; minReadySeconds = -1 } } -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.UpdateKubeResourceCommand'
        "$problems" | Should -BeLike '*spec.replicas*'
        "$problems" | Should -BeLike '*spec.minReadySeconds*'
        Remove-KubeResource deployments web
    }
    It 'says who may not change what' {
        Update-KubeResource configmap one -Merge @{ data = @{ a = '2' } } -Session (Connect-TestStranger) -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.UpdateKubeResourceCommand'
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Verb patch*'
    }
    It 'reports what is not there, and goes on' {
        $made = Update-KubeResource configmap nope, one -Merge @{ data = @{ a = '2' } } -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.UpdateKubeResourceCommand'
        $made.Name | Should -Be one
        Update-KubeResource configmap one { } -Namespace nowhere -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.UpdateKubeResourceCommand'
    }
    It 'loses no step of two writers who count the same number up' {
        @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'sum' }; data = @{ count = '0' } } | New-KubeResource | Out-Null
        1..2 | ForEach-Object -ThrottleLimit 2 -Parallel {
            Import-Module $using:manifest
            foreach ($step in 1..1000) { Update-KubeResource configmap sum { $_.data.count = "$([int]$_.data.count + 1)" } | Out-Null }
        }
        (Get-Data sum).count | Should -Be 2000
    }
}
