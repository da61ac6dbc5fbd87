BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeNamespace' {
    It 'creates a namespace that is ready for objects' {
        $made = New-KubeNamespace team-a
        $made.pstypenames[0] | Should -Be PodKube.v1.Namespace
        $made.metadata.labels.'kubernetes.io/metadata.name' | Should -Be team-a
        (New-KubeConfigMap inside -Namespace team-a).Namespace | Should -Be team-a
    }
    It 'sends nothing with -WhatIf' {
        New-KubeNamespace ghost -Session $nowhere -WhatIf
        Get-KubeNamespace ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'keeps nothing with -DryRun, and shows what it would be' {
        (New-KubeNamespace ghost -DryRun).Name | Should -Be ghost
        Get-KubeNamespace ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'labels it' {
        (New-KubeNamespace labelled -Labels @{ tier = 'front'; rank = 1 }).metadata.labels.rank | Should -Be '1'
    }
    It 'creates one for each name of the pipeline, and goes on after one that is there' {
        $made = 'labelled', 'piped' | New-KubeNamespace -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be piped
        $problems.FullyQualifiedErrorId | Should -Be 'AlreadyExists,PodKube.Commands.NewKubeNamespaceCommand'
        "$($problems.TargetObject)" | Should -Be 'Namespace labelled'
    }
    It 'says which right is missing' {
        New-KubeNamespace ghost -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.NewKubeNamespaceCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb create *'
    }
    It 'reports what is invalid, field by field' {
        New-KubeNamespace 'Not_A_Name' -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.NewKubeNamespaceCommand'
        $problems.Exception.Status.Causes.Field | Should -Contain metadata.name
    }
}
