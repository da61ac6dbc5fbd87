BeforeDiscovery {
    $page = Get-Content -Raw "$PSScriptRoot/../../docs/en-US/about_PodKubeAccess.md"
    $blocks = @([regex]::Matches($page, '(?s)```powershell\n(.*?)\n```').ForEach({ @{ code = $_.Groups[1].Value; first = $_.Groups[1].Value.Split("`n")[0] } }))
    $manifest = [regex]::Match($page, '(?s)```yaml\n(.*?)\n```').Groups[1].Value
}
BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
}
AfterAll { Stop-KubeSandbox }

Describe 'about_PodKubeAccess' {
    It 'runs as it stands: <first>' -ForEach $blocks {
        # The page is read from top to bottom: what a block sets, the next ones use.
        . ([scriptblock]::Create($code)) 2>&1 3>$null | ForEach-Object {
            if ($_ -is [System.Management.Automation.ErrorRecord]) { throw $_ }
        }
        foreach ($name in 'sandbox', 'robot', 'admin', 'runbook', 'rules', 'token') {
            if (Test-Path "Variable:$name") { Set-Variable -Scope Script -Name $name -Value (Get-Variable $name -ValueOnly) }
        }
    }
    It 'leaves the service account with a role for the runbook and nothing else' {
        $may = Get-KubeAccess robot -Session $script:admin | Where-Object { "$($_.Via)" -like 'RoleBinding*' }
        $may.resources | Should -Be configmaps, pods
        ($may | Where-Object resources -eq configmaps).resourceNames | Should -Be kube-root-ca.crt
    }
    It 'shows a manifest that the server takes, whose pod alone has a token' -ForEach @(@{ manifest = $manifest }) {
        Remove-KubeResource serviceaccounts robot -Session $script:admin
        $manifest | ConvertFrom-KubeYaml | New-KubeResource -Session $script:admin | Out-Null
        $pod = Get-KubePod runbook -Session $script:admin
        $pod.spec.volumes.name | Should -BeLike 'kube-api-access-*'
        $other = New-KubeResource -InputObject @{ apiVersion = 'v1'; kind = 'Pod'; metadata = @{ name = 'other' }; spec = @{ serviceAccountName = 'robot'; containers = @(@{ name = 'main'; image = 'busybox' }) } } -Session $script:admin
        $other.spec.volumes | Should -BeNullOrEmpty
    }
}
