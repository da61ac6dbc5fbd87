# Measures the cmdlets inside one running pwsh and prints one line of JSON.
param([string] $Module, [int] $Runs)
$ErrorActionPreference = 'Stop'

function Measure-Peak {
    # Linux keeps the peak; elsewhere there is no figure.
    if (Test-Path /proc/self/status) {
        $line = @((Get-Content /proc/self/status) -match '^VmHWM:')[0]
        [long]($line -replace '\D') * 1KB
    }
    else { 0 }
}
function Measure-Median([scriptblock] $Work) {
    $times = foreach ($run in 0..$Runs) {
        [GC]::Collect()
        $watch = [Diagnostics.Stopwatch]::StartNew()
        & $Work
        $watch.Elapsed.TotalMilliseconds
    }
    # The first run is the warm-up.
    ($times | Select-Object -Skip 1 | Sort-Object)[[int][Math]::Floor($Runs / 2)]
}

$bare = Measure-Peak
Import-Module $Module
$streamed = Measure-Median { Get-KubePod -AllNamespaces | Measure-Object | Out-Null }
$streamedPeak = Measure-Peak
$first = Measure-Median { Get-KubePod -AllNamespaces | Select-Object -First 1 | Out-Null }
$kept = Measure-Median { $pods = Get-KubePod -AllNamespaces; $pods.Count | Out-Null }
$keptPeak = Measure-Peak
[ordered]@{
    streamedMilliseconds = $streamed
    firstMilliseconds    = $first
    keptMilliseconds     = $kept
    streamedBytes        = $streamedPeak - $bare
    keptBytes            = $keptPeak - $bare
} | ConvertTo-Json -Compress
