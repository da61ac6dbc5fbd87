BeforeDiscovery {
    $module = $env:PODKUBE_MODULE ? (Split-Path $env:PODKUBE_MODULE) : (Get-ChildItem (Join-Path $PSScriptRoot '../../out/PodKube/*') | Select-Object -Last 1).FullName
    $views = ([xml] (Get-Content (Join-Path $module PodKube.Format.ps1xml))).Configuration.ViewDefinitions.View | Where-Object TableControl
    $tables = foreach ($view in $views) { @{ title = "$($view.ViewSelectedBy.TypeName), $($view.Name)"; table = $view.TableControl; isWide = $view.Name -eq 'wide' } }
    $lists = ([xml] (Get-Content (Join-Path $module PodKube.Types.ps1xml))).Types.Type | ForEach-Object {
        $names = $_.SelectNodes("Members/MemberSet[Name='PSStandardMembers']/Members/PropertySet[Name='DefaultDisplayPropertySet']/ReferencedProperties/Name").InnerText
        if ($names) { @{ type = $_.Name; names = @($names) } }
    }
    $kinds = $views.ViewSelectedBy.TypeName.Where({ $_ -match '^PodKube\.(?<version>(.+\.)?v\d\w*)\.(?<kind>\w+)$' }) | Sort-Object -Unique
}
BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    function Get-PlainText($Value, $Width = 80) { ($Value | Out-String -Width $Width) -replace '\x1b\[[0-9;]*m' }
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

Describe 'The list of <type>' -ForEach $lists {
    It 'shows members that there are' {
        if ($type -match '^PodKube\.(?<version>(.+\.)?v\d\w*)\.(?<kind>\w+)$') {
            # A group's name has dots of its own: its version comes after the last one.
            $version = $Matches.version -replace '\.(?=v\d\w*$)', '/'
            $fields = @('type', 'reason', 'message').ForEach({ "`"$_`":`"x`"" }) -join ','
            $object = ConvertTo-TestObject "{`"apiVersion`":`"$version`",`"kind`":`"$($Matches.kind)`",`"metadata`":{`"name`":`"x`"},$fields}"
            $object.PSObject.TypeNames[0] | Should -BeExactly $type
            $members = $object.PSObject.Properties.Name
        }
        elseif ($type -eq 'PodKube.KubeObject') {
            $members = (ConvertTo-TestObject '{"apiVersion":"v1","kind":"Any","metadata":{"name":"x"}}').PSObject.Properties.Name
        }
        else { $members = ($type -as [type]).GetProperties().Name }
        $names | Where-Object { $_ -notin $members } | Should -BeNullOrEmpty
    }
}

Describe 'A kind that comes after another one' {
    It 'is a short list: <_>' -ForEach $kinds.Where({ $_ -ne 'PodKube.v1.Status' }) {
        $_ -match '^PodKube\.(?<version>.+)\.(?<kind>\w+)$' | Should -BeTrue
        $version = $Matches.version -replace '\.(?=v\d\w*$)', '/'
        $other = ConvertTo-TestObject @"
{"apiVersion":"$version","kind":"$($Matches.kind)","metadata":{"name":"other","creationTimestamp":"2020-01-02T03:04:05Z","labels":{"never":"shown"}},
 "spec":{"never":"shown"},"data":{"never":"shown"},"status":{"never":"shown"}}
"@
        $first = [pscustomobject] @{ PSTypeName = 'PodKube.KubePublishResult'; Action = 'Created'; Kind = 'Any'; Namespace = 'x'; Name = 'first' }
        $text = Get-PlainText ($first, $other)
        $text | Should -Match "(?m)^Kind +: $($Matches.kind)\s*$"
        $text | Should -Not -Match 'never'
        @($text -split '\r?\n' -match ' : ').Count | Should -BeLessOrEqual 12
    }
    It 'is a short list where nothing is known of the kind' {
        $other = ConvertTo-TestObject '{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"other","namespace":"default","creationTimestamp":"2020-01-02T03:04:05Z"},"spec":{"never":"shown"}}'
        $text = Get-PlainText ($pods[0], $other)
        $text | Should -Match '(?m)^Kind +: Thing\s*\r?\nName +: other\s*\r?\nNamespace +: default\s*\r?\nAge +: \d+\.\d\d:\d\d:\d\d\s*$'
        $text | Should -Not -Match 'never'
    }
    It 'hides nothing from who asks for everything' {
        Get-PlainText ($pods[0] | Format-List *) | Should -Match '(?m)^spec +: '
        $pods[0] | Select-Object * | ForEach-Object { $_.PSObject.Properties.Name } | Should -Contain spec
        $pods[0] | ConvertTo-Json -Depth 9 | Should -Match '"containers"'
    }
}

Describe 'A rollout' {
    It 'says how it is in no more than two lines at 80 columns' {
        $status = [pscustomobject] @{ PSTypeName = 'PodKube.KubeRollout'; Namespace = 'default'; Name = 'web'; Kind = 'Deployment'; State = 'Progressing'; Message = '1 of 3 pods have the new template.' }
        $lines = @((Get-PlainText $status) -split '\r?\n').Where({ $_.Trim() -and $_ -notmatch '^(Namespace|---)' })
        $lines.Count | Should -BeLessOrEqual 2
    }
}
