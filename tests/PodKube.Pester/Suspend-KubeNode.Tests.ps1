BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 2 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
    $node = (Get-KubeNode)[0].Name
}
AfterAll { Stop-KubeSandbox }

Describe 'Suspend-KubeNode' {
    It 'lets the node take no new pods, and keeps those it has' {
        New-TestPod before | Out-Null
        Wait-KubeResource pod before -For { $_.spec.nodeName } -Timeout 60 | Out-Null
        Get-KubeNode | Suspend-KubeNode | ForEach-Object { $_.spec.unschedulable | Should -BeTrue; $_.State | Should -BeLike '*SchedulingDisabled*' }
        (Get-KubePod before).Name | Should -Be before
        New-TestPod after | Out-Null
        Wait-KubeResource pod after -For 'Condition=PodScheduled=False' -Timeout 60 | Out-Null
        Get-KubeNode | Resume-KubeNode | ForEach-Object { $_.spec.unschedulable | Should -Not -BeTrue }
        Wait-KubeResource pod after -For { $_.spec.nodeName } -Timeout 60 | Out-Null
        'before', 'after' | Remove-KubeResource pod -GracePeriod 0
    }
    It 'sends nothing with -WhatIf, and keeps nothing with -DryRun' {
        Suspend-KubeNode $node -Session $nowhere -WhatIf
        (Suspend-KubeNode $node -DryRun).Name | Should -Be $node
        (Get-KubeNode $node).spec.unschedulable | Should -Not -BeTrue
    }
    It 'reports each that is not there, and goes on' {
        $made = Suspend-KubeNode nope, $node -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be $node
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.SuspendKubeNodeCommand'
        "$($problems.TargetObject)" | Should -Be 'Node nope'
    }
    It 'says which right is missing' {
        Suspend-KubeNode $node -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.SuspendKubeNodeCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb patch -Resource nodes *'
    }
    It 'takes objects from anywhere' {
        ($node | Suspend-KubeNode -DryRun).Name | Should -Be $node
        (@{ apiVersion = 'v1'; kind = 'Node'; metadata = @{ name = $node } } | Suspend-KubeNode -DryRun).Name | Should -Be $node
        (Get-KubeNode $node | ConvertTo-Json -Depth 30 | ConvertFrom-Json | Suspend-KubeNode -DryRun).Name | Should -Be $node
    }
    It 'refuses what is no node' {
        @{ apiVersion = 'v1'; kind = 'Pod'; metadata = @{ name = 'x' } } | Suspend-KubeNode -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.SuspendKubeNodeCommand'
    }
}
