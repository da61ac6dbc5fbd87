BeforeDiscovery {
    $origins = @(
        @{ origin = 'PodKube'; convert = { $_ } }
        @{ origin = 'kubectl''s JSON'; convert = { $_ | ConvertTo-KubeJson | ConvertFrom-Json } }
        @{ origin = 'ConvertTo-Json'; convert = { $_ | ConvertTo-Json -Depth 50 | ConvertFrom-Json } }
        @{ origin = 'YAML'; convert = { $_ | ConvertTo-KubeYaml | ConvertFrom-KubeYaml } }
        @{ origin = 'a hashtable'; convert = { $_ | ConvertTo-KubeJson | ConvertFrom-Json -AsHashtable } }
    )
    $calls = @(
        @{ name = 'Set-KubeResource'; call = { $input | Set-KubeResource -DryRun } }
        @{ name = 'Update-KubeResource'; call = { $input | Update-KubeResource -Merge @{ metadata = @{ labels = @{ a = 'b' } } } -DryRun } }
        @{ name = 'Publish-KubeResource'; call = { $input | Publish-KubeResource -DryRun -ForceConflicts } }
        @{ name = 'Compare-KubeResource'; call = { $input | Compare-KubeResource -IncludeEqual -ForceConflicts } }
        @{ name = 'Set-KubeScale'; call = { $input | Set-KubeScale 3 -DryRun } }
        @{ name = 'Set-KubeLabel'; call = { $input | Set-KubeLabel @{ a = 'b' } -DryRun } }
        @{ name = 'Set-KubeAnnotation'; call = { $input | Set-KubeAnnotation @{ a = 'b' } -DryRun } }
        @{ name = 'Get-KubeRollout'; call = { $input | Get-KubeRollout } }
        @{ name = 'Wait-KubeRollout'; call = { $input | Wait-KubeRollout -Timeout 300 } }
        @{ name = 'Restart-KubeRollout'; call = { $input | Restart-KubeRollout -DryRun } }
        @{ name = 'Undo-KubeRollout'; call = { $input | Undo-KubeRollout -DryRun } }
        @{ name = 'Suspend-KubeRollout'; call = { $input | Suspend-KubeRollout -DryRun } }
        @{ name = 'Resume-KubeRollout'; call = { $input | Resume-KubeRollout -DryRun } }
    )
    $cases = foreach ($call in $calls) { foreach ($origin in $origins) { $call + $origin } }
}
BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
    New-TestNamespace team | Out-Null
    New-KubeDeployment web nginx:1 -Namespace team | Wait-KubeRollout -Timeout 300 | Out-Null
    Update-KubeResource deployment web -Namespace team -Merge @{ spec = @{ template = @{ metadata = @{ annotations = @{ round = 'two' } } } } } |
        Wait-KubeRollout -Timeout 300 | Out-Null
    # A rollout is complete before the last old pod has ended. Only then nobody writes to the deployment any more.
    Wait-KubeResource deployment web -Namespace team -For { $_.status.terminatingReplicas -eq 0 } -Timeout 300 | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Objects of any origin' {
    It '<name> takes what comes from <origin>' -ForEach $cases {
        $ErrorActionPreference = 'Stop'
        $web = Get-KubeDeployment web -Namespace team | ForEach-Object $convert
        $result = @(, $web | & $call)
        $result.Count | Should -Be 1
        $result[0].Name | Should -Be web
        $result[0].Namespace | Should -Be team
    }
    It 'New-KubeResource and Remove-KubeResource take what comes from <origin>' -ForEach $origins {
        $ErrorActionPreference = 'Stop'
        New-KubeConfigMap first @{ a = 1 } -Namespace team | Out-Null
        $copy = Get-KubeConfigMap first -Namespace team | ForEach-Object $convert
        $copy.metadata.name = 'second'
        ($copy | New-KubeResource).data.a | Should -Be 1
        Get-KubeConfigMap first, second -Namespace team | ForEach-Object $convert | Remove-KubeResource
        (Get-KubeConfigMap -Namespace team).Name | Should -Be kube-root-ca.crt
    }
}
