#!/usr/bin/env pwsh
#requires -Version 7.4

<#
.SYNOPSIS
Builds, tests, documents, measures and packs PodKube.
.DESCRIPTION
The release build for people with pwsh; the .NET SDK alone builds and tests everything too (dotnet build, dotnet test).

Build    stages the module under out/PodKube/<version>/ (Release: with ReadyToRun images where the compiler pack can be restored)
Test     runs every test, the Pester files included; a missing pwsh or Pester is a failure here
Docs     turns docs/en-US/*.md into the module's help (needs Microsoft.PowerShell.PlatyPS 1.0 or newer) and stages again
Bench    runs tests/PodKube.Benchmarks
Native   publishes the sandbox as a native executable to out/sandbox and tests that (needs gcc or clang)
Package  Build, Docs and a zip of the stage in out/
.EXAMPLE
./build.ps1 Build
.EXAMPLE
./build.ps1 Test -Configuration Debug
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Docs', 'Bench', 'Native', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # Passed on to the benchmarks.
    [Parameter(ValueFromRemainingArguments)]
    [string[]] $ArgumentList
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$root = $PSScriptRoot
$version = (Import-PowerShellDataFile (Join-Path $root 'PodKube.psd1')).ModuleVersion
$stage = Join-Path $root 'out' 'PodKube' $version
$help = Join-Path $root 'out' 'help'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args[0]) ended with $LASTEXITCODE."
    }
}

function Invoke-Build {
    Invoke-DotNet build (Join-Path $root 'src' 'PodKube') --configuration $Configuration --target StageModule --nologo
    Write-Host "Staged $stage"
}

function Invoke-Test {
    $required = $env:PODKUBE_REQUIRE_PWSH
    $env:PODKUBE_REQUIRE_PWSH = '1'
    try {
        Push-Location $root
        Invoke-DotNet test --configuration $Configuration
    }
    finally {
        Pop-Location
        $env:PODKUBE_REQUIRE_PWSH = $required
    }
}

function Export-CommandHelp($Target) {
    Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0
    $scratch = Join-Path $root 'out' 'platyps'
    $commands = Get-ChildItem (Join-Path $root 'docs' 'en-US') -Filter '*-*.md' | Import-MarkdownCommandHelp
    $commands | Export-MamlCommandHelp -OutputFolder $scratch -Force | Move-Item -Destination $Target -Force
    Remove-Item $scratch -Recurse -Force
}

function Invoke-Docs {
    if (-not (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable | Where-Object Version -ge '1.0')) {
        throw 'Docs needs Microsoft.PowerShell.PlatyPS 1.0 or newer: Install-PSResource Microsoft.PowerShell.PlatyPS'
    }

    if (Test-Path $help) { Remove-Item $help -Recurse -Force }
    $target = New-Item (Join-Path $help 'en-US') -ItemType Directory
    Export-CommandHelp $target
    foreach ($topic in Get-ChildItem (Join-Path $root 'docs' 'en-US') -Filter 'about_*.md') {
        Copy-Item $topic (Join-Path $target "$($topic.BaseName).help.txt")
    }

    Write-Host "Help written to $target"
    Invoke-Build
}

function Invoke-Bench {
    Invoke-Build
    Invoke-DotNet run --project (Join-Path $root 'tests' 'PodKube.Benchmarks') --configuration Release -- @ArgumentList
}

function Invoke-Native {
    $target = Join-Path $root 'out' 'sandbox'
    Invoke-DotNet publish (Join-Path $root 'src' 'PodKube.Sandbox') --configuration Release --use-current-runtime '-p:PublishAot=true' --output $target --nologo
    $other = $env:PODKUBE_SANDBOX_EXECUTABLE
    $env:PODKUBE_SANDBOX_EXECUTABLE = Join-Path $target ($IsWindows ? 'PodKube.Sandbox.exe' : 'PodKube.Sandbox')
    try {
        Push-Location $root
        Invoke-DotNet test --project (Join-Path 'tests' 'PodKube.Sandbox.Tests') --filter-class '*SandboxProcessTests'
    }
    finally {
        Pop-Location
        $env:PODKUBE_SANDBOX_EXECUTABLE = $other
    }
}

function Invoke-Package {
    Invoke-Docs
    $package = Join-Path $root 'out' "PodKube.$version.zip"
    Compress-Archive -Path $stage -DestinationPath $package -Force
    Write-Host "Packed $package"
}

& "Invoke-$Task"
