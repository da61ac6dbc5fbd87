#requires -Version 7.4
<#
.SYNOPSIS
Compares publishing a folder of objects with kubectl apply --server-side of the same folder.
.DESCRIPTION
Starts the staged module's sandbox, writes a folder of -Count objects, one file each (config maps, services, secrets and deployments), and publishes
it -Runs times by each way in turn, every time into a namespace of its own: first when nothing is there, then again. The median counts; the ratio is
that to kubectl in the same run.
.EXAMPLE
pwsh -NoProfile tests/PodKube.Benchmarks/Scripts/Publish.ps1 -Module out/PodKube/0.1.0/PodKube.psd1 -Runs 7
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Module,

    [ValidateRange(1, 100000)]
    [int] $Count = 500,

    [ValidateRange(1, 1000)]
    [int] $Runs = 5
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$manifest = (Resolve-Path $Module).Path
Import-Module $manifest

function New-Manifest([int] $Number) {
    $name = "item-$Number"
    switch ($Number % 4) {
        0 { @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $name }; data = @{ 'app.conf' = "number=$Number`n" * 20 } } }
        1 { @{ apiVersion = 'v1'; kind = 'Secret'; metadata = @{ name = $name }; stringData = @{ key = "value-$Number" } } }
        2 { @{ apiVersion = 'v1'; kind = 'Service'; metadata = @{ name = $name }; spec = @{ selector = @{ app = $name }; ports = @(@{ port = 80; targetPort = 8080 }) } } }
        3 {
            $container = @{ name = 'main'; image = 'example/app:1'; ports = @(@{ containerPort = 8080 }); resources = @{ requests = @{ cpu = '10m'; memory = '32Mi' } } }
            $template = @{ metadata = @{ labels = @{ app = $name } }; spec = @{ containers = @($container) } }
            @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = $name }; spec = @{ replicas = 0; selector = @{ matchLabels = @{ app = $name } }; template = $template } }
        }
    }
}

function Get-Median([double[]] $Values) {
    $sorted = $Values | Sort-Object
    $sorted[[int][math]::Floor(($sorted.Count - 1) / 2)]
}

$folder = Join-Path ([IO.Path]::GetTempPath()) "podkube-publish-$PID"
$null = New-Item $folder -ItemType Directory
try {
    Start-KubeSandbox -Node 0 | Out-Null
    $env:KUBECONFIG = (Get-KubeSandbox)[-1].AdminKubeconfig
    1..$Count | ForEach-Object { New-Manifest $_ | ConvertTo-KubeYaml | Set-Content (Join-Path $folder "$_.yaml") }
    $pwsh = (Get-Process -Id $PID).Path
    $ways = [ordered] @{
        'kubectl apply --server-side'              = { param($to) kubectl apply --server-side --namespace $to --filename $folder | Out-Null; if ($LASTEXITCODE) { throw "kubectl ended with $LASTEXITCODE." } }
        'Publish-KubeResource, in a running pwsh'  = { param($to) Publish-KubeResource $folder -Namespace $to | Out-Null }
        'Publish-KubeResource, pwsh and all'       = {
            param($to)
            & $pwsh -NoProfile -NonInteractive -Command "Import-Module '$manifest'; Connect-KubeCluster -Kubeconfig '$env:KUBECONFIG' | Out-Null; Publish-KubeResource '$folder' -Namespace $to | Out-Null"
            if ($LASTEXITCODE) { throw "pwsh ended with $LASTEXITCODE." }
        }
    }
    $samples = foreach ($run in 0..$Runs) {
        foreach ($way in $ways.Keys) {
            $place = "bench-$run-$([array]::IndexOf(@($ways.Keys), $way))"
            New-KubeNamespace $place | Out-Null
            foreach ($round in 'first', 'again') {
                $time = (Measure-Command { & $ways[$way] $place }).TotalSeconds
                # The first run warms up.
                if ($run -gt 0) { [pscustomobject] @{ Way = $way; Round = $round; Seconds = $time } }
            }
            Remove-KubeResource namespace $place -Wait
        }
    }

    foreach ($round in 'first', 'again') {
        $floor = Get-Median ($samples | Where-Object { $_.Way -like 'kubectl*' -and $_.Round -eq $round }).Seconds
        foreach ($way in $ways.Keys) {
            $median = Get-Median ($samples | Where-Object { $_.Way -eq $way -and $_.Round -eq $round }).Seconds
            [pscustomobject] @{ Round = $round; Way = $way; Objects = $Count; Seconds = [math]::Round($median, 2); Ratio = [math]::Round($median / $floor, 2) }
        }
    }
}
finally {
    Stop-KubeSandbox
    Remove-Item $folder -Recurse
}
