#requires -Version 7.4
# Runs one Pester file in this process and leaves its result as JSON. Whether the result is good is the caller's to judge.
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $ResultPath
)
$ErrorActionPreference = 'Stop'
$PSStyle.OutputRendering = 'PlainText'
Import-Module Pester -MinimumVersion 5.0

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$result = Invoke-Pester -Configuration $configuration

function Get-Failure($Name, $Node) {
    foreach ($record in $Node.ErrorRecord) {
        # Pester's own frames say nothing about the failure.
        $frames = @($record.ScriptStackTrace -split '\r?\n') -notmatch '[\\/](Pester|Pester\.ScriptScope|Invoke-PesterFile)\.psm?1: line'
        [ordered]@{ name = $Name; message = (@($record.Exception.Message) + $frames) -join "`n" }
    }
}

$failures = @(
    foreach ($container in $result.FailedContainers) { Get-Failure '(reading the file)' $container }
    foreach ($block in $result.FailedBlocks) { Get-Failure "$($block.ExpandedPath) (setup or teardown)" $block }
    foreach ($test in $result.Failed) { Get-Failure $test.ExpandedPath $test }
)
$report = [ordered]@{
    passed   = $result.PassedCount
    failed   = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
    skipped  = $result.SkippedCount
    failures = $failures
}
[IO.File]::WriteAllText($ResultPath, (ConvertTo-Json $report -Depth 5))
