# What holds for Set-KubeLabel and Set-KubeAnnotation alike. A file dot-sources it into its Describe block and has made $stranger and $nowhere.
param(
    [Parameter(Mandatory)] [string] $Command,
    # The field of the metadata, and the parameter of that name.
    [Parameter(Mandatory)] [string] $Field
)

Context '<command>' -ForEach @{ command = $Command; field = $Field } {
    BeforeAll { $class = "PodKube.Commands.$($command.Replace('-', ''))Command" }
    BeforeEach {
        New-KubeConfigMap one @{ a = 1 } | Out-Null
        & $command configmap one @{ keep = 'me'; old = 'x' } | Out-Null
    }
    AfterEach { Remove-KubeResource configmap one }

    It 'sets, replaces and removes, and leaves the others' {
        $map = & $command configmap one @{ old = $null; 'example.com/new' = 1 }
        $map.pstypenames[0] | Should -Be PodKube.v1.ConfigMap
        $map.metadata.$field.keep | Should -Be me
        $map.metadata.$field.'example.com/new' | Should -Be '1'
        $map.metadata.$field.PSObject.Properties.Name | Should -Not -Contain old
        $map.data.a | Should -Be 1
    }
    It 'takes objects of any kind and origin' {
        New-KubeNamespace team-a | Out-Null
        ((Get-KubeConfigMap one), (Get-KubeNamespace team-a) | & $command @{ tier = 'front' }).metadata.$field.tier | Should -Be front, front
        $json = Get-KubeConfigMap one | ConvertTo-Json -Depth 30 | ConvertFrom-Json
        ($json | & $command @{ tier = 'back' }).metadata.$field.tier | Should -Be back
        ('{apiVersion: v1, kind: ConfigMap, metadata: {name: one}}' | ConvertFrom-KubeYaml | & $command @{ tier = 'mid' }).metadata.$field.tier | Should -Be mid
    }
    It 'keeps nothing with -DryRun' {
        (& $command configmap one @{ keep = 'no' } -DryRun).metadata.$field.keep | Should -Be no
        (Get-KubeConfigMap one).metadata.$field.keep | Should -Be me
    }
    It 'reports what is invalid' {
        & $command configmap one @{ 'not a key' = 'x' } -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be "Invalid,$class"
    }
    It 'refuses to set nothing' {
        & $command configmap one @{} -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be "InvalidRequest,$class"
    }

    $map = @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'one' } }
    . "$PSScriptRoot/ChangingCmdlet.ps1" -Command $command -Object $map -Parameters @{ $field = @{ a = 'b' } }
}
