BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -ServiceAccount robot
    $token = (Get-Content -Raw (Join-Path $sandbox.ServiceAccountPath token)).Trim()
    $parts = $token.Split('.')
    $admin = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -NotDefault
}
AfterAll { Stop-KubeSandbox }

Describe 'A token' {
    It 'appears in no stream, no error and no table' {
        $ErrorActionPreference = 'Continue'
        $transcript = Join-Path $TestDrive transcript.txt
        Start-Transcript $transcript | Out-Null
        $shown = & {
            Get-KubePod nope -Verbose -Debug
            Get-KubePod -Verbose -Debug
            Invoke-KubeApi /api/v1/pods -Verbose -Debug
            Invoke-KubeApi /version -ResponseHeadersVariable headers -Verbose -Debug
            $headers
            New-KubeDeployment web nginx -Verbose -Debug
            Test-KubeAccess list pods -Detailed -Verbose -Debug
            Get-KubeIdentity -Verbose -Debug
            Connect-KubeCluster -Server $sandbox.Server -CertificateAuthority $sandbox.CertificateAuthority -Token (ConvertTo-SecureString -AsPlainText $token) -NotDefault -Verbose -Debug
            try { Connect-KubeCluster -Server https://127.0.0.1:1 -Token (ConvertTo-SecureString -AsPlainText $token) -Verbose -Debug } catch { $_ }
            $made = New-KubeToken robot -Verbose -Debug -Session $admin
            $made
            Test-KubeToken $made -Detailed -Verbose -Debug -Session $admin
            Test-KubeToken $token -Detailed -Audience vault -Verbose -Debug -Session $admin
            ConvertFrom-KubeToken $token -Verify -Verbose -Debug
            ConvertFrom-KubeToken "$($parts[0]).$($parts[1]).AAAA" -Verify -Verbose -Debug
            Test-KubeToken $token -Verbose -Debug
            Measure-KubeAccess { Get-KubePod } -Detailed -Verbose -Debug
            Get-KubeSession
            Get-KubeSandbox
        } *>&1 | ForEach-Object { "$_"; $_ | Format-List * -Force | Out-String -Width 20000 }
        $errors = $Error | Format-List * -Force | Out-String -Width 20000
        $inner = $Error | ForEach-Object { for ($e = $_.Exception; $e; $e = $e.InnerException) { "$e"; $e | Format-List * -Force | Out-String -Width 20000 } }
        Stop-Transcript | Out-Null
        $everything = @($shown) + $errors + $inner + (Get-Content -Raw $transcript) -join "`n"
        $everything.Length | Should -BeGreaterThan 1000
        $everything | Should -Not -Match ([regex]::Escape($parts[1]))
        $everything | Should -Not -Match ([regex]::Escape($parts[2]))
        $everything | Should -Not -MatchExactly 'Bearer '
    }
}

Describe 'Verbose output' {
    It 'says each request with its status' {
        $lines = Invoke-KubeApi /version -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$lines" | Should -Match '^GET /version -> 200 in \d+ ms$'
    }
}
