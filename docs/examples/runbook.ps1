#requires -Version 7.4
<#
.SYNOPSIS
What a pod's script does in the tour: shows the pods, runs a deployment until it is ready, and takes it away again.
.DESCRIPTION
The tour measures it as the administrator and runs it as the pod, with a role that allows this and nothing else. By hand:

    Measure-KubeAccess { docs/examples/runbook.ps1 -Session $admin } | New-KubeRole -Name runbook -Session $admin
#>
param(
    # Who runs it; the pod's own service account when nothing is given.
    $Session = (Connect-KubeCluster)
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
$PSDefaultParameterValues = @{ '*-Kube*:Session' = $Session }

$before = @(Get-KubePod)
"$($before.Count) pods in namespace '$($Session.Namespace)'"

$web = New-KubeDeployment -Name web -Image nginx:1.27 -Replicas 2 -Port 80
$web | Wait-KubeResource -For { $_.Ready -eq '2/2' } | Out-Null
'2 of 2 ready'

Get-KubeDeployment web | Format-Table | Out-String
$pods = @(Get-KubePod -LabelSelector app=web)
if ($pods.Count -ne 2) { throw "expected 2 pods, found $($pods.Count)." }
$pods | Format-Table | Out-String

# In the foreground: the deployment is gone when its pods are.
Get-KubeDeployment web | Remove-KubeResource -PropagationPolicy Foreground -Wait -Confirm:$false
'the deployment and its pods are gone'
