BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'Set-KubeAnnotation' {
    BeforeEach {
        New-KubeConfigMap one @{ a = 1 } | Out-Null
        Set-KubeAnnotation configmap one @{ keep = 'me'; old = 'x' } | Out-Null
    }
    AfterEach { Remove-KubeResource configmap one }

    It 'sets, replaces and removes, and leaves the others' {
        $map = Set-KubeAnnotation configmap one @{ old = $null; 'example.com/new' = 1 }
        $map.pstypenames[0] | Should -Be PodKube.v1.ConfigMap
        $map.metadata.annotations.keep | Should -Be me
        $map.metadata.annotations.'example.com/new' | Should -Be '1'
        $map.metadata.annotations.PSObject.Properties.Name | Should -Not -Contain old
        $map.data.a | Should -Be 1
    }
    It 'takes objects of any kind and origin' {
        New-KubeNamespace team-a | Out-Null
        ((Get-KubeConfigMap one), (Get-KubeNamespace team-a) | Set-KubeAnnotation @{ tier = 'front' }).metadata.annotations.tier | Should -Be front, front
        $json = Get-KubeConfigMap one | ConvertTo-Json -Depth 30 | ConvertFrom-Json
        ($json | Set-KubeAnnotation @{ tier = 'back' }).metadata.annotations.tier | Should -Be back
        ('{apiVersion: v1, kind: ConfigMap, metadata: {name: one}}' | ConvertFrom-KubeYaml | Set-KubeAnnotation @{ tier = 'mid' }).metadata.annotations.tier | Should -Be mid
    }
    It 'keeps nothing with -DryRun' {
        (Set-KubeAnnotation configmap one @{ keep = 'no' } -DryRun).metadata.annotations.keep | Should -Be no
        (Get-KubeConfigMap one).metadata.annotations.keep | Should -Be me
    }
    It 'reports what is invalid' {
        Set-KubeAnnotation configmap one @{ 'not a key' = 'x' } -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.SetKubeAnnotationCommand'
    }
    It 'refuses to set nothing' {
        Set-KubeAnnotation configmap one @{} -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.SetKubeAnnotationCommand'
    }
    It 'sends nothing with -WhatIf' {
        Set-KubeAnnotation configmap one @{ a = 'b' } -Session $nowhere -WhatIf
        @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'one' } } | Set-KubeAnnotation @{ a = 'b' } -Session $nowhere -WhatIf
    }
    It 'reports each that is not there, and goes on' {
        $made = Set-KubeAnnotation configmap nope, one @{ a = 'b' } -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be one
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.SetKubeAnnotationCommand'
        "$($problems.TargetObject)" | Should -Be 'ConfigMap default/nope'
    }
    It 'reports a namespace that is not there' {
        Set-KubeAnnotation configmap one @{ a = 'b' } -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.SetKubeAnnotationCommand'
    }
    It 'says which right is missing' {
        Set-KubeAnnotation configmap one @{ a = 'b' } -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.SetKubeAnnotationCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb patch *'
    }
    It 'refuses what says no kind' {
        @{ metadata = @{ name = 'x' } } | Set-KubeAnnotation @{ a = 'b' } -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.SetKubeAnnotationCommand'
    }
}
