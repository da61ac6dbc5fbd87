BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeServiceAccount' {
    It 'leaves to the server what is not given' {
        $made = New-KubeServiceAccount robot
        $made.pstypenames[0] | Should -Be PodKube.v1.ServiceAccount
        $made.PSObject.Properties.Name | Should -Not -Contain automountServiceAccountToken
    }
    It 'mounts no token with -NoAutomount, and names pull secrets' {
        $made = New-KubeServiceAccount quiet -NoAutomount -ImagePullSecret a, b
        $made.automountServiceAccountToken | Should -BeFalse
        $made.imagePullSecrets.name | Should -Be a, b
    }
    It 'sends nothing with -WhatIf' {
        New-KubeServiceAccount ghost -Session $nowhere -WhatIf
        Get-KubeServiceAccount ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'keeps nothing with -DryRun, and shows what it would be' {
        (New-KubeServiceAccount ghost -DryRun).Name | Should -Be ghost
        Get-KubeServiceAccount ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'labels it' {
        (New-KubeServiceAccount labelled -Labels @{ tier = 'front'; rank = 1 }).metadata.labels.rank | Should -Be '1'
    }
    It 'creates one for each name of the pipeline, and goes on after one that is there' {
        $made = 'labelled', 'piped' | New-KubeServiceAccount -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be piped
        $problems.FullyQualifiedErrorId | Should -Be 'AlreadyExists,PodKube.Commands.NewKubeServiceAccountCommand'
        "$($problems.TargetObject)" | Should -Be 'ServiceAccount default/labelled'
    }
    It 'says which right is missing' {
        New-KubeServiceAccount ghost -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.NewKubeServiceAccountCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb create *'
    }
    It 'reports what is invalid, field by field' {
        New-KubeServiceAccount 'Not_A_Name' -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.NewKubeServiceAccountCommand'
        $problems.Exception.Status.Causes.Field | Should -Contain metadata.name
    }
    It 'reports a namespace that is not there' {
        New-KubeServiceAccount ghost -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.NewKubeServiceAccountCommand'
    }
}
