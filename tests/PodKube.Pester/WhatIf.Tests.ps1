BeforeDiscovery {
    . "$PSScriptRoot/Import-PodKube.ps1"
    # Each with names alone and with an object, as far as it takes both; $web, $map and $node are plain hashtables.
    $calls = @{
        'New-KubeResource'       = { $map | New-KubeResource }
        'Set-KubeResource'       = { $map | Set-KubeResource -Force; $map | Set-KubeResource -Subresource status -Force }
        'Update-KubeResource'    = { Update-KubeResource deployment web -Merge @{ spec = @{ replicas = 2 } }; $web | Update-KubeResource { $_.spec = 1 } }
        'Publish-KubeResource'   = { $web, $map | Publish-KubeResource -Prune app=x -Force }
        'Remove-KubeResource'    = { Remove-KubeResource deployment web, api -Wait; $web, $map | Remove-KubeResource }
        'New-KubeDeployment'     = { New-KubeDeployment web nginx; 'a', 'b' | New-KubeDeployment -Image nginx }
        'New-KubeJob'            = { New-KubeJob once busybox; New-KubeJob now -FromCronJob report }
        'New-KubeCronJob'        = { New-KubeCronJob nightly busybox '@daily' }
        'New-KubeService'        = { New-KubeService web 80 }
        'New-KubeConfigMap'      = { New-KubeConfigMap one @{ a = 1 } }
        'New-KubeSecret'         = { New-KubeSecret one @{ a = 'b' } }
        'New-KubeNamespace'      = { New-KubeNamespace team }
        'New-KubeServiceAccount' = { New-KubeServiceAccount robot }
        'Set-KubeScale'          = { Set-KubeScale deployment web 3; $web | Set-KubeScale 3 }
        'Set-KubeLabel'          = { Set-KubeLabel deployment web @{ a = 'b' }; $web | Set-KubeLabel @{ a = $null } }
        'Set-KubeAnnotation'     = { Set-KubeAnnotation deployment web @{ a = 'b' }; $web | Set-KubeAnnotation @{ a = $null } }
        'Restart-KubeRollout'    = { Restart-KubeRollout deployment web; $web | Restart-KubeRollout }
        'Undo-KubeRollout'       = { Undo-KubeRollout deployment web; $web | Undo-KubeRollout -ToRevision 1 }
        'Suspend-KubeRollout'    = { Suspend-KubeRollout deployment web; $web | Suspend-KubeRollout }
        'Resume-KubeRollout'     = { Resume-KubeRollout deployment web; $web | Resume-KubeRollout }
        'Suspend-KubeNode'       = { Suspend-KubeNode worker; $node | Suspend-KubeNode }
        'Resume-KubeNode'        = { Resume-KubeNode worker; $node | Resume-KubeNode }
        'Clear-KubeNode'         = { Clear-KubeNode worker -Force -IgnoreDaemonSet; $node | Clear-KubeNode }
    }
    $cases = foreach ($name in $calls.Keys | Sort-Object) { @{ name = $name; call = $calls[$name] } }
}
BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 0 | Out-Null
    $nowhere = Connect-TestNowhere
    $web = @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' } }
    $map = @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'one' }; data = @{ a = '1' } }
    $node = @{ apiVersion = 'v1'; kind = 'Node'; metadata = @{ name = 'worker' } }
}
AfterAll { Stop-KubeSandbox }

Describe '-WhatIf' {
    It 'lets <name> send nothing, and say what it would do' -ForEach $cases {
        # Whoever sends something fails there, and shows a request.
        $PSDefaultParameterValues = @{ '*-Kube*:Session' = $nowhere; '*-Kube*:WhatIf' = $true; '*-Kube*:ErrorAction' = 'Stop'; '*-Kube*:Verbose' = $true }
        $said = & $call *>&1
        $said | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and "$_" -match '^[A-Z]+ /' } | Should -BeNullOrEmpty
        $said | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] -and $_ -isnot [System.Management.Automation.InformationRecord] } | Should -BeNullOrEmpty
    }
    It 'is tried with every cmdlet that writes objects' {
        $elsewhere = 'Sandbox|Access|Role|Token|Api|Session|Forward|Item|Pod$|Command|Script|Extension'
        $writers = (Get-Command -Module PodKube | Where-Object { $_.Parameters.ContainsKey('WhatIf') -and $_.Noun -notmatch $elsewhere }).Name
        $writers | Sort-Object | Should -Be ($tried | Sort-Object)
    } -ForEach @{ tried = $calls.Keys }
}
