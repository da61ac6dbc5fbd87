# What holds for every cmdlet that changes objects which are named or piped in. A file dot-sources it into its Describe block and
# has made $stranger and $nowhere, and an object of the kind and name in the namespace default.
param(
    [Parameter(Mandatory)] [string] $Command,
    # An object as a script would write it; its kind and name are also given as arguments.
    [Parameter(Mandatory)] [hashtable] $Object,
    # What the cmdlet needs besides.
    [hashtable] $Parameters = @{},
    # The verb whose right is missed first.
    [string] $Verb = 'patch'
)
$case = @{ command = $Command; object = $Object; kind = $Object.kind; name = $Object.metadata.name; parameters = $Parameters; verb = $Verb }

Context '<command>, as every cmdlet that changes objects,' -ForEach $case {
    BeforeAll { $class = "PodKube.Commands.$($command.Replace('-', ''))Command" }

    It 'sends nothing with -WhatIf' {
        & $command $kind $name @parameters -Session $nowhere -WhatIf
        $object | & $command @parameters -Session $nowhere -WhatIf
    }
    It 'reports each that is not there, and goes on' {
        $made = & $command $kind nope, $name @parameters -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be $name
        $problems.FullyQualifiedErrorId | Should -Be "NotFound,$class"
        "$($problems.TargetObject)" | Should -Be "$kind $((Get-KubeSession -Default).Namespace)/nope"
    }
    It 'reports a namespace that is not there' {
        & $command $kind $name @parameters -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be "NotFound,$class"
    }
    It 'says which right is missing' {
        & $command $kind $name @parameters -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be "Forbidden,$class"
        $problems.ErrorDetails.RecommendedAction | Should -BeLike "Grant-KubeAccess -User stranger -Verb $verb *"
    }
    It 'refuses what says no kind' {
        @{ metadata = @{ name = 'x' } } | & $command @parameters -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be "InvalidRequest,$class"
    }
}
