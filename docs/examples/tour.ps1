#requires -Version 7.4
<#
.SYNOPSIS
Walks PodKube's main job in a pod of the sandbox, and fails when a step does not do what it should.
.DESCRIPTION
`dotnet run --project src/PodKube.Tour` builds what this needs and runs it. By hand:

    dotnet out/PodKube/0.1.0/sandbox/PodKube.Sandbox.dll run --admin pwsh docs/examples/tour.ps1 -Module out/PodKube/0.1.0/PodKube.psd1

In that pod the cmdlets find the mounted service account by themselves; KUBECONFIG is the administrator's, who grants.
#>
param(
    [string] $Module = 'PodKube'
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module $Module
trap {
    Write-Host "`n$_" -ForegroundColor Red
    exit 1
}

$script:step = 0
function Step($Title) {
    $script:step++
    Write-Host ''
    Write-Host ('{0,2}. {1}' -f $script:step, $Title) -ForegroundColor Cyan
}
function Show([Parameter(ValueFromPipeline)] $Line) {
    process { "$Line".Trim("`r`n ".ToCharArray()) -split '\r?\n' | ForEach-Object { Write-Host "    $_" } }
}
function Assert($Condition, $Otherwise) {
    if (-not $Condition) { throw "This step failed: $Otherwise" }
}
function Wait-Until($What, [scriptblock] $Holds) {
    $deadline = [datetime]::UtcNow.AddSeconds(30)
    while (-not (& $Holds)) {
        Assert ([datetime]::UtcNow -lt $deadline) "waited 30 s until $What, in vain."
        Start-Sleep -Milliseconds 100
    }
}

Step 'Who am I?'
$me = Get-KubeIdentity
Assert ($me.ServiceAccount -eq 'default') "expected the default service account, found $($me.User)."
Show "$($me.User), at $($me.Server)"

Step 'List the pods: nobody has granted that yet'
$denied = $null
try { Get-KubePod | Out-Null } catch { $denied = $_ }
Assert ($denied -and $denied.FullyQualifiedErrorId -like 'Forbidden,*') "expected Forbidden, found '$denied'."
Show "403 $denied"
$grant = $denied.ErrorDetails.RecommendedAction
Show "What would fix it: $grant"

Step "Grant it, as the cluster's administrator"
$admin = Connect-KubeCluster -Kubeconfig $env:KUBECONFIG -Namespace $me.Namespace -NotDefault
Invoke-Expression "$grant -Session `$admin" | Out-Null
Wait-Until 'the grant holds' { Test-KubeAccess -Verb list -Resource pods }
Show 'granted, and nothing else'

Step 'List the pods again'
$pods = @(Get-KubePod)
Show "$($pods.Count) pods in namespace '$($me.Namespace)'"

Step 'What does a whole runbook need? Measure it, as the administrator'
$runbook = Join-Path $PSScriptRoot runbook.ps1
$rules = Measure-KubeAccess { & $runbook -Session $admin }
Assert $rules 'nothing was measured.'
$rules | Format-Table | Out-String -Width 120 | Show

Step 'A role that allows this, and no more'
$rules | New-KubeRole -Name runbook -Session $admin | Out-Null
New-KubeRoleBinding -Name runbook -Role runbook -ServiceAccount $me.ServiceAccount -Session $admin | Out-Null
Wait-Until 'the role holds' { ($rules | Test-KubeAccess) -notcontains $false }
Show 'bound to the service account; every call would be allowed'

Step 'Run it in the pod: a deployment is made, becomes ready, is read and deleted'
& $runbook | Show
Disconnect-KubeCluster
