# What holds for every cmdlet that creates an object by name. A file dot-sources it into its Describe block and has made $stranger and $nowhere.
param(
    [Parameter(Mandatory)] [string] $Command,
    # What the cmdlet needs besides the name.
    [hashtable] $Parameters = @{},
    [switch] $ClusterScope
)
$kind = $Command -replace '^New-Kube'
$case = @{
    command      = $Command
    parameters   = $Parameters
    kind         = $kind
    isNamespaced = -not $ClusterScope
}

Context '<command>, as every cmdlet that creates an object,' -ForEach $case {
    BeforeAll { $class = "PodKube.Commands.$($command.Replace('-', ''))Command" }

    It 'sends nothing with -WhatIf' {
        & $command ghost @parameters -Session $nowhere -WhatIf
        Get-KubeResource $kind ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'keeps nothing with -DryRun, and shows what it would be' {
        (& $command ghost @parameters -DryRun).Name | Should -Be ghost
        Get-KubeResource $kind ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'labels it' {
        (& $command labelled @parameters -Labels @{ tier = 'front'; rank = 1 }).metadata.labels.rank | Should -Be '1'
    }
    It 'creates one for each name of the pipeline, and goes on after one that is there' {
        $made = 'labelled', 'piped' | & $command @parameters -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be piped
        $problems.FullyQualifiedErrorId | Should -Be "AlreadyExists,$class"
        "$($problems.TargetObject)" | Should -Be "$kind $(if ($isNamespaced) { "$((Get-KubeSession -Default).Namespace)/" })labelled"
    }
    It 'says which right is missing' {
        & $command ghost @parameters -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be "Forbidden,$class"
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb create *'
    }
    It 'reports what is invalid, field by field' {
        & $command 'Not_A_Name' @parameters -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be "Invalid,$class"
        $problems.Exception.Status.Causes.Field | Should -Contain metadata.name
    }
    if ($isNamespaced) {
        It 'reports a namespace that is not there' {
            & $command ghost @parameters -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
            $problems.FullyQualifiedErrorId | Should -Be "NotFound,$class"
        }
    }
}
