BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $base = (Get-Module PodKube).ModuleBase
    $pwsh = (Get-Process -Id $PID).Path
}

Describe 'The module' {
    It 'exports exactly what its manifest names, and it is all there' {
        $manifest = Import-PowerShellDataFile (Join-Path $base PodKube.psd1)
        (Get-Module PodKube).ExportedCommands.Keys | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        $manifest.FunctionsToExport + $manifest.AliasesToExport + $manifest.VariablesToExport | Should -BeNullOrEmpty
    }
    It 'has every public cmdlet class among its exports' {
        $classes = [PodKube.KubeSession].Assembly.GetExportedTypes().ForEach({ $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) })
        $classes.ForEach({ "$($_.VerbName)-$($_.NounName)" }) | Sort-Object | Should -Be ((Get-Command -Module PodKube).Name | Sort-Object)
    }
    It 'uses approved verbs and singular nouns with the prefix Kube' {
        $verbs = (Get-Verb).Verb
        foreach ($command in Get-Command -Module PodKube) {
            $verbs | Should -Contain $command.Verb
            $command.Noun | Should -BeLike 'Kube*'
        }
    }
    It 'offers -WhatIf on everything that changes the cluster' {
        Get-Command -Module PodKube -Verb New, Remove, Set, Grant, Revoke, Update, Publish |
            Where-Object { -not $_.Parameters.ContainsKey('WhatIf') -and $_.Name -ne 'Set-KubeSession' } |
            Should -BeNullOrEmpty
    }
    It 'declares what each reading cmdlet emits' {
        Get-Command -Module PodKube -Verb Get | Where-Object { -not $_.OutputType } | Should -BeNullOrEmpty
    }
    It 'loads types and formats without a complaint' {
        & $pwsh -NoProfile -Command "Import-Module '$base/PodKube.psd1' -ErrorAction Stop; `$Error.Count" | Should -Be 0
    }
    It 'loads its client in a context of its own' {
        ConvertTo-TestObject '{"kind":"Pod"}' | Out-Null
        $context = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ PodKube
        $context.Assemblies.ForEach({ $_.GetName().Name }) | Should -Contain PodKube.Client
        [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.ForEach({ $_.GetName().Name }) | Should -Not -Contain PodKube.Client
    }
}

Describe 'A different YamlDotNet that somebody loaded before' {
    It 'does no harm, and is left alone' {
        $other = Join-Path $TestDrive YamlDotNet.dll
        # An assembly of that name and a version of its own, with no type that ours has.
        $code = @"
`$name = [System.Reflection.AssemblyName]::new('YamlDotNet'); `$name.Version = '1.0.0.0'
`$builder = [System.Reflection.Emit.PersistedAssemblyBuilder]::new(`$name, [object].Assembly)
`$builder.DefineDynamicModule('YamlDotNet').DefineType('Foreign.Marker', 'Public').CreateType() | Out-Null
`$builder.Save('$other')
"@
        if ([Environment]::Version.Major -ge 9) {
            & $pwsh -NoProfile -Command $code
        }
        else {
            Add-Type -OutputAssembly $other -TypeDefinition '[assembly: System.Reflection.AssemblyVersion("1.0.0.0")] namespace Foreign { public class Marker {} }'
        }
        $kubeconfig = Join-Path $TestDrive config
        Set-Content $kubeconfig @'
apiVersion: v1
kind: Config
current-context: nobody
clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'}}]
users: [{name: u, user: {token: x}}]
contexts: [{name: nobody, context: {cluster: c, user: u, namespace: team-a}}]
'@
        $lines = & $pwsh -NoProfile -Command @"
`$foreign = [System.Reflection.Assembly]::LoadFrom('$other')
Import-Module '$base/PodKube.psd1'
try { Connect-KubeCluster -Kubeconfig '$kubeconfig' } catch { `$_.FullyQualifiedErrorId }
`$mine = ([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ PodKube).Assemblies.Where({ `$_.GetName().Name -eq 'YamlDotNet' })
`$mine.GetName().Version.Major -gt 1
`$foreign.GetType('Foreign.Marker').FullName
[System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.Where({ `$_.GetName().Name -eq 'YamlDotNet' }).GetName().Version.ToString()
"@
        $lines | Should -Be 'ConnectionFailed,PodKube.Commands.ConnectKubeClusterCommand', 'True', 'Foreign.Marker', '1.0.0.0'
    }
}
