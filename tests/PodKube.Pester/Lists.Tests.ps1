BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    New-TestNamespace many | Out-Null
    function New-TestMap([string[]] $Name) {
        $Name.ForEach({ @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $_; namespace = 'many' } } }) | Publish-KubeResource | Out-Null
    }
    $names = 1..1100 | ForEach-Object { 'm-{0:d4}' -f $_ }
    New-TestMap $names
    # A delay of nothing hits requests and changes none: the server itself counts them.
    function Start-Count { Set-KubeSandboxFault Latency list configmaps -Delay 0 -PassThru }
    function Stop-Count($Counter) { ($Counter | Set-KubeSandboxFault -Clear -PassThru).Hits }
}
AfterAll { Stop-KubeSandbox }

Describe 'A list of several pages' {
    It 'asks for one page when the pipeline takes five objects' {
        $counter = Start-Count
        $first = Get-KubeConfigMap -AllNamespaces | Select-Object -First 5
        Stop-Count $counter | Should -Be 1
        $first.Count | Should -Be 5
    }
    It 'asks for every page once when the pipeline takes all' {
        $counter = Start-Count
        @(Get-KubeConfigMap -Namespace many m-*).Name | Should -Be $names
        Stop-Count $counter | Should -Be 3
    }
    It 'misses and doubles nothing when the server no longer has its state, and says so once' {
        $fault = Set-KubeSandboxFault ExpireContinue list configmaps -Skip 2 -Count 1 -PassThru
        $seen = (Get-KubeConfigMap -Namespace many m-* -ChunkSize 200 -WarningVariable warnings -WarningAction SilentlyContinue).Name
        ($fault | Set-KubeSandboxFault -Clear -PassThru).Hits | Should -Be 1
        $seen | Should -Be $names
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike '*configmaps*longer than the server keeps its state*'
    }
    It 'shows what has changed meanwhile behind the place where it goes on' {
        $fault = Set-KubeSandboxFault ExpireContinue list configmaps -Skip 1 -Count 1 -PassThru
        $first = $true
        $seen = Get-KubeConfigMap -Namespace many m-* -ChunkSize 200 -WarningAction SilentlyContinue | ForEach-Object {
            $_.Name
            if ($first) {
                $first = $false
                New-TestMap m-9999
                Remove-KubeResource configmaps m-0001, m-1100 -Namespace many -Confirm:$false
            }
        }
        $fault | Set-KubeSandboxFault -Clear
        # The first page shows what was there then; only what follows is the present.
        $seen | Should -Be (@($names | Select-Object -SkipLast 1) + 'm-9999')
        New-TestMap m-0001, m-1100
        Remove-KubeResource configmaps m-9999 -Namespace many -Confirm:$false
    }
}

Describe 'A list that is kept' {
    BeforeAll {
        $sent = (Invoke-KubeApi /api/v1/namespaces/many/configmaps).items
        function Format-Metadata($Object) { $Object.metadata | ConvertTo-Json -Depth 20 -Compress }
        $expected = $sent.ForEach({ Format-Metadata $_ })
    }
    It 'shows later what the server sent, in whatever order one looks' {
        $kept = Get-KubeConfigMap -Namespace many
        $order = 0..($sent.Count - 1) | Get-Random -Shuffle -SetSeed 7
        $seen = [string[]]::new($sent.Count)
        foreach ($at in $order) { $seen[$at] = Format-Metadata $kept[$at] }
        $seen | Should -Be $expected
    }
    It 'shows it to several runspaces at once' {
        $kept = Get-KubeConfigMap -Namespace many
        $seen = 1..4 | ForEach-Object -Parallel { ($using:kept).ForEach({ $_.metadata.uid }) -join ' ' }
        $seen | Should -Be (@($sent.metadata.uid -join ' ') * 4)
    }
    It 'shows the ends of pages when little else is kept' {
        $kept = Get-KubeConfigMap -Namespace many | Select-Object -Index 0, 499, 500, 1099
        [GC]::Collect()
        $kept.ForEach({ Format-Metadata $_ }) | Should -Be $expected[0, 499, 500, 1099]
    }
    It 'goes back to the server as it came' {
        $kept = Get-KubeConfigMap -Namespace many
        $sentBack = $kept[700] | Set-KubeResource
        Format-Metadata $sentBack | Should -Be $expected[700]
    }
}
