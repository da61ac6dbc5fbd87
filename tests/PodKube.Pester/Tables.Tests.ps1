BeforeDiscovery {
    $module = $env:PODKUBE_MODULE ? (Split-Path $env:PODKUBE_MODULE) : (Get-ChildItem (Join-Path $PSScriptRoot '../../out/PodKube/*') | Select-Object -Last 1).FullName
    $views = ([xml] (Get-Content (Join-Path $module PodKube.Format.ps1xml))).Configuration.ViewDefinitions.View | Where-Object TableControl
    $tables = foreach ($view in $views) { @{ title = "$($view.ViewSelectedBy.TypeName), $($view.Name)"; table = $view.TableControl; isWide = $view.Name -eq 'wide' } }
}
BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $pods = 1..5 | ForEach-Object {
        ConvertTo-TestObject @"
{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a-pod-whose-name-is-longer-than-a-table-of-eighty-columns-has-room-for-$_","namespace":"default"},
 "spec":{"containers":[{"name":"main"}]},"status":{"phase":"Running"}}
"@
    }
}

Describe 'The table of <title>' -ForEach $tables {
    It 'needs no row but the first to be written' {
        $table.SelectSingleNode('AutoSize') | Should -BeNullOrEmpty
        $header = @($table.TableHeaders.ChildNodes)[0]
        [int] $header.Width | Should -BeGreaterThan 0
    }
    It 'leaves room for a value at 80 columns' {
        $headers = @($table.TableHeaders.ChildNodes)
        $fixed = ($headers.ForEach({ [int] $_.Width }) | Measure-Object -Sum).Sum + $headers.Count - 1
        $flexible = $headers.Where({ -not $_.Width }).Count
        80 - $fixed | Should -BeGreaterOrEqual ($flexible * ($isWide ? 3 : 5))
    }
    It 'cuts nothing off' {
        @($table.TableRowEntries.TableRowEntry).ForEach({ $_.SelectSingleNode('Wrap') }).Count | Should -BeGreaterThan 0
    }
}

Describe 'Rows' {
    It 'are written as their objects come' {
        $wentOn = $false
        & { $pods[0]; $pods[1]; $wentOn = $true } | Out-String -Stream -Width 80 | Where-Object { $_ -match 'a-pod' } | Select-Object -First 1 | Should -Match '^default'
        $wentOn | Should -BeFalse
    }
    It 'are not lost when a script ends with an error' {
        $script = Join-Path $TestDrive ends.ps1
        Set-Content $script "Import-Module '$(Join-Path (Get-Module PodKube).ModuleBase PodKube.psd1)'; [pscustomobject] @{ PSTypeName = 'PodKube.KubePublishResult'; Action = 'Created'; Kind = 'Pod'; Namespace = 'x'; Name = 'seen' }; throw 'the end'"
        $output = & ([Environment]::ProcessPath) -NoProfile -File $script 2>$null
        $output -join "`n" | Should -Match 'Created +Pod +x +seen'
    }
    It 'are whole at 80 columns' {
        $text = ($pods | Out-String -Width 80) -replace '\x1b\[[0-9;]*m'
        $text | Should -Not -Match '…'
        $text -split '\r?\n' | ForEach-Object Length | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
    }
}
