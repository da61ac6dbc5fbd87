BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a | Out-Null
    function New-Map($Name, [string] $Value = '1') { @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $Name }; data = @{ a = $Value } } }
    New-Map one | Publish-KubeResource | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Compare-KubeResource' {
    It 'emits nothing when nothing would change, unless asked' {
        New-Map one | Compare-KubeResource | Should -BeNullOrEmpty
        $equal = New-Map one | Compare-KubeResource -IncludeEqual
        $equal.State | Should -Be Equal
        $equal.Diff | Should -BeNullOrEmpty
    }
    It 'gives the fields that would change, and changes nothing' {
        $difference = New-Map one 2 | Compare-KubeResource
        $difference.State | Should -Be Changed
        $difference.Changes.Path | Should -Be data.a
        $difference.Changes.Before | Should -Be 1
        $difference.Changes.After | Should -Be 2
        (Get-KubeConfigMap one).data.a | Should -Be 1
    }
    It 'gives a diff' {
        $difference = New-Map one 2 | Compare-KubeResource
        $difference.Diff -split "`n" | Should -Contain '-  a: "1"'
        $difference.Diff -split "`n" | Should -Contain '+  a: "2"'
        $difference.Diff | Should -Not -Match 'managedFields|resourceVersion'
    }
    It 'shows the diff in colours' {
        $PSStyle.OutputRendering = 'Ansi'
        try { $shown = New-Map one 2 | Compare-KubeResource | Out-String } finally { $PSStyle.OutputRendering = 'PlainText' }
        $shown | Should -Match 'ConfigMap team-a/one \(Changed\)'
        $shown | Should -Match "`e\[32m\+  a: ""2""`e\[0m"
        $shown | Should -Match "`e\[31m-  a: ""1""`e\[0m"
    }
    It 'shows what would be new' {
        $difference = New-Map two | Compare-KubeResource
        $difference.State | Should -Be Added
        $difference.Diff | Should -Match '\+  name: two'
        $nowhere = @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'x'; namespace = 'not-yet' } } | Compare-KubeResource
        $nowhere.State | Should -Be Added
    }
    It 'shows what the server makes of it: defaults are no difference' {
        New-KubeDeployment web nginx -Replicas 2 | Out-Null
        $web = @{
            apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' }
            spec       = @{ replicas = 3; selector = @{ matchLabels = @{ app = 'web' } }; template = @{ metadata = @{ labels = @{ app = 'web' } }; spec = @{ containers = @(@{ name = 'nginx'; image = 'nginx' }) } } }
        }
        ($web | Compare-KubeResource -ForceConflicts).Changes.Path | Should -Be spec.replicas
        $web | Compare-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Conflict,PodKube.Commands.CompareKubeResourceCommand'
    }
    It 'hides the values of secrets' {
        $secret = { param($value) @{ apiVersion = 'v1'; kind = 'Secret'; metadata = @{ name = 's' }; stringData = @{ password = $value; same = 'same' } } }
        & $secret before | Publish-KubeResource | Out-Null
        $difference = & $secret after | Compare-KubeResource
        $difference.Changes.Path | Should -Be data.password
        $difference.Diff | Should -Match '\*\*\* \(before\)'
        "$($difference.Diff) $($difference | ConvertTo-Json -Depth 5)" | Should -Not -Match 'YmVmb3Jl|YWZ0ZXI=|c2FtZQ=='
    }
    It 'says everything that is invalid, who may not, and what nobody serves' {
        @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'w' }; spec = @{ replicas = -1 } } | Compare-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        "$problems" | Should -BeLike '*spec.replicas*spec.selector*'
        New-Map one 2 | Compare-KubeResource -Session (Connect-TestStranger) -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.CompareKubeResourceCommand'
        @{ apiVersion = 'example.com/v1'; kind = 'Ghost'; metadata = @{ name = 'g' } } | Compare-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'KindNotFound,PodKube.Commands.CompareKubeResourceCommand'
    }
    It 'takes files' {
        'apiVersion: v1', 'kind: ConfigMap', 'metadata: {name: one}', 'data: {a: "9"}' | Set-Content "$TestDrive/one.yaml"
        (Compare-KubeResource "$TestDrive/one.yaml").Changes.After | Should -Be 9
    }
}
