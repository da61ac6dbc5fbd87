BeforeDiscovery {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $cases = foreach ($command in Get-Command -Module PodKube) { @{ name = $command.Name; command = $command } }
    # Runs the code of every example; these need another server or a person at the keyboard.
    $elsewhere = 'Connect-KubeCluster'
    $examples = foreach ($case in $cases | Where-Object { $_.name -notin $elsewhere }) {
        $page = Join-Path $PSScriptRoot "../../docs/en-US/$($case.name).md"
        if (Test-Path $page) {
            foreach ($example in [regex]::Matches((Get-Content -Raw $page), '(?s)### (Example [^\n]+)\n\n```powershell\n(.*?)\n```')) {
                @{ name = $case.name; title = $example.Groups[1].Value; code = $example.Groups[2].Value }
            }
        }
    }
}
BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $pages = Join-Path $PSScriptRoot '../../docs/en-US'
}
AfterAll { Stop-KubeSandbox }

Describe 'The help page of <name>' -ForEach $cases {
    BeforeAll {
        $page = Join-Path $pages "$name.md"
        $text = if (Test-Path $page) { Get-Content -Raw $page } else { '' }
        $documented = @([regex]::Matches($text, '(?m)^### -(\w+)\n\n(.+)$'))
    }
    It 'has synopsis, description and an example' {
        $text | Should -Match '(?s)## SYNOPSIS\n\n\w.*## DESCRIPTION\n\n\S.*### Example 1'
        $text | Should -Not -Match '\{\{'
    }
    It 'describes every parameter, and none that is not there' {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
        $expected = $command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
        $documented.ForEach({ $_.Groups[1].Value }) | Sort-Object | Should -Be $expected
        $documented.Where({ $_.Groups[2].Value.Trim().Length -lt 8 }) | Should -BeNullOrEmpty
    }
    It 'leads only to pages that are there' {
        foreach ($link in [regex]::Matches($text, '\]\(([\w-]+\.md)\)')) { Join-Path $pages $link.Groups[1].Value | Should -Exist }
    }
}

Describe 'The examples' {
    BeforeAll {
        Start-KubeSandbox -Node 1 | Out-Null
        Push-Location $TestDrive
    }
    BeforeEach {
        if (-not (Get-KubeSandbox)) { Start-KubeSandbox -Node 1 | Out-Null }
        if (-not (Get-KubeSession -Default)) { Get-KubeSandbox | Select-Object -Last 1 | ForEach-Object { Connect-KubeCluster -Kubeconfig $_.AdminKubeconfig } | Out-Null }
    }
    AfterAll { Pop-Location }

    It '<name>, <title>' -ForEach $examples {
        if ($name -eq 'Start-KubeSandbox' -and $code -like 'BeforeAll*') { return }
        function Connect-KubeCluster { PodKube\Connect-KubeCluster -Kubeconfig (Get-KubeSandbox)[-1].AdminKubeconfig @args }
        # The objects and files that examples name need not be there; nothing else may go wrong.
        $ErrorActionPreference = 'Continue'
        & ([scriptblock]::Create($code)) 2>&1 3>$null | ForEach-Object {
            if ($_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -notmatch '^(NotFound|PathNotFound)') { throw $_ }
        }
    }
}
