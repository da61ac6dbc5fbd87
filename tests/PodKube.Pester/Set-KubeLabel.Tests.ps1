BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'Set-KubeLabel' {
    BeforeEach {
        New-KubeConfigMap one @{ a = 1 } | Out-Null
        Set-KubeLabel configmap one @{ keep = 'me'; old = 'x' } | Out-Null
    }
    AfterEach { Remove-KubeResource configmap one }

    It 'sets, replaces and removes, and leaves the others' {
        $map = Set-KubeLabel configmap one @{ old = $null; 'example.com/new' = 1 }
        $map.pstypenames[0] | Should -Be PodKube.v1.ConfigMap
        $map.metadata.labels.keep | Should -Be me
        $map.metadata.labels.'example.com/new' | Should -Be '1'
        $map.metadata.labels.PSObject.Properties.Name | Should -Not -Contain old
        $map.data.a | Should -Be 1
    }
    It 'takes objects of any kind and origin' {
        New-KubeNamespace team-a | Out-Null
        ((Get-KubeConfigMap one), (Get-KubeNamespace team-a) | Set-KubeLabel @{ tier = 'front' }).metadata.labels.tier | Should -Be front, front
        $json = Get-KubeConfigMap one | ConvertTo-Json -Depth 30 | ConvertFrom-Json
        ($json | Set-KubeLabel @{ tier = 'back' }).metadata.labels.tier | Should -Be back
        ('{apiVersion: v1, kind: ConfigMap, metadata: {name: one}}' | ConvertFrom-KubeYaml | Set-KubeLabel @{ tier = 'mid' }).metadata.labels.tier | Should -Be mid
    }
    It 'keeps nothing with -DryRun' {
        (Set-KubeLabel configmap one @{ keep = 'no' } -DryRun).metadata.labels.keep | Should -Be no
        (Get-KubeConfigMap one).metadata.labels.keep | Should -Be me
    }
    It 'reports what is invalid' {
        Set-KubeLabel configmap one @{ 'not a key' = 'x' } -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.SetKubeLabelCommand'
    }
    It 'refuses to set nothing' {
        Set-KubeLabel configmap one @{} -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.SetKubeLabelCommand'
    }
    It 'sends nothing with -WhatIf' {
        Set-KubeLabel configmap one @{ a = 'b' } -Session $nowhere -WhatIf
        @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'one' } } | Set-KubeLabel @{ a = 'b' } -Session $nowhere -WhatIf
    }
    It 'reports each that is not there, and goes on' {
        $made = Set-KubeLabel configmap nope, one @{ a = 'b' } -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be one
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.SetKubeLabelCommand'
        "$($problems.TargetObject)" | Should -Be 'ConfigMap default/nope'
    }
    It 'reports a namespace that is not there' {
        Set-KubeLabel configmap one @{ a = 'b' } -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.SetKubeLabelCommand'
    }
    It 'says which right is missing' {
        Set-KubeLabel configmap one @{ a = 'b' } -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.SetKubeLabelCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb patch *'
    }
    It 'refuses what says no kind' {
        @{ metadata = @{ name = 'x' } } | Set-KubeLabel @{ a = 'b' } -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.SetKubeLabelCommand'
    }
}
