# What holds for Suspend-KubeNode and Resume-KubeNode alike. A file dot-sources it into its Describe block and has made $stranger, $nowhere
# and $node, the name of a node that takes pods.
param([Parameter(Mandatory)] [string] $Command)

Context '<command>, as every cmdlet that changes nodes,' -ForEach @{ command = $Command } {
    BeforeAll { $class = "PodKube.Commands.$($command.Replace('-', ''))Command" }

    It 'sends nothing with -WhatIf, and keeps nothing with -DryRun' {
        & $command $node -Session $nowhere -WhatIf
        (& $command $node -DryRun).Name | Should -Be $node
        (Get-KubeNode $node).spec.unschedulable | Should -Not -BeTrue
    }
    It 'reports each that is not there, and goes on' {
        $made = & $command nope, $node -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be $node
        $problems.FullyQualifiedErrorId | Should -Be "NotFound,$class"
        "$($problems.TargetObject)" | Should -Be 'Node nope'
    }
    It 'says which right is missing' {
        & $command $node -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be "Forbidden,$class"
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb patch -Resource nodes *'
    }
    It 'takes objects from anywhere' {
        ($node | & $command -DryRun).Name | Should -Be $node
        (@{ apiVersion = 'v1'; kind = 'Node'; metadata = @{ name = $node } } | & $command -DryRun).Name | Should -Be $node
        (Get-KubeNode $node | ConvertTo-Json -Depth 30 | ConvertFrom-Json | & $command -DryRun).Name | Should -Be $node
    }
    It 'refuses what is no node' {
        @{ apiVersion = 'v1'; kind = 'Pod'; metadata = @{ name = 'x' } } | & $command -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be "InvalidRequest,$class"
    }
}
