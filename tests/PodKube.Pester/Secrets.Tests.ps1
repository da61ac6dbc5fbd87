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

Describe 'A secret value' {
    BeforeAll {
        $value = 'hunter2-of-the-tests'
        $forbidden = @($value, [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($value))) + @(
            # The beginning of the value may sit at any offset of a base64 text.
            1..2 | ForEach-Object { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes(('x' * $_) + $value)).Substring(4, 16) })
        $secure = ConvertTo-SecureString -AsPlainText $value
        $credential = [pscredential]::new('me', $secure)
        # Everything that somebody could see, whatever the stream; objects as their default view, as text and in a string.
        function Get-Shown([scriptblock] $Script) {
            $ErrorActionPreference = 'Continue'
            $VerbosePreference = 'Continue'
            $DebugPreference = 'Continue'
            $InformationPreference = 'Continue'
            $Error.Clear()
            $transcript = Join-Path $TestDrive "$([guid]::NewGuid()).txt"
            Start-Transcript $transcript | Out-Null
            $shown = try { & $Script *>&1 | ForEach-Object { "$_"; $_ | Out-String -Width 20000 } } finally { Stop-Transcript | Out-Null }
            $failures = @($Error) | ForEach-Object { $_ | Get-Error | Out-String -Width 20000; "$($_.Exception)"; "$($_.TargetObject)" }
            (@($shown) + $failures + (Get-Content -Raw $transcript)) -join "`n"
        }
        function Find-Value([string] $Text) { $forbidden | Where-Object { $Text.Contains($_) } }
    }
    It 'appears nowhere when secrets are made, read, compared, changed and removed' {
        $manifest = { param($Name) @{ apiVersion = 'v1'; kind = 'Secret'; metadata = @{ name = $Name }; stringData = @{ password = $value } } }
        $shown = Get-Shown {
            New-KubeSecret one -Data @{ password = $secure } -Session $admin
            New-KubeSecret one -Data @{ password = $secure } -Session $admin
            New-KubeSecret 'Not_A_Name' -Data @{ password = $secure } -Session $admin
            New-KubeSecret two -Data @{ password = $secure } -Session $admin -WhatIf
            New-KubeSecret two -Data @{ password = $secure } -Session $admin -DryRun
            New-KubeSecret three -Data @{ password = $secure }
            New-KubeSecret registry -Registry registry.example -Credential $credential -Session $admin
            New-KubeResource -InputObject (& $manifest four) -Session $admin
            New-KubeResource -InputObject (& $manifest 'Not_A_Name') -Session $admin
            New-KubeResource -InputObject (& $manifest five) -FieldValidation Strict
            Publish-KubeResource -InputObject (& $manifest six) -Session $admin
            Publish-KubeResource -InputObject (& $manifest six) -Session $admin -WhatIf
            Publish-KubeResource -InputObject (& $manifest seven)
            Set-KubeLabel secrets one @{ a = 'b' } -Session $admin
            Update-KubeResource secrets one -Merge @{ stringData = @{ password = "$value-2" } } -Session $admin -WhatIf
            Update-KubeResource secrets one -Merge @{ stringData = @{ password = "$value-2" } } -Session $admin
            Update-KubeResource secrets one -Merge @{ stringData = @{ password = "$value-3" } }
            Get-KubeSecret -Session $admin
            Get-KubeSecret one -Session $admin
            Get-KubeSecret one -Session $admin | Format-Table | Out-String
            Get-KubeResource secrets -Session $admin
            "$(Get-KubeSecret one -Session $admin)"
            Remove-KubeResource secrets one -Session $admin -WhatIf
            Remove-KubeResource secrets one, two -Session $admin -Confirm:$false
            Measure-KubeAccess { Get-KubeSecret four -Session $admin } -Detailed
            Test-KubeAccess { New-KubeSecret eight -Data @{ password = $secure } } -Detailed -Session $admin
        }
        $shown.Length | Should -BeGreaterThan 3000
        Find-Value $shown | Should -BeNullOrEmpty
        (Get-KubeSecret four -Session $admin).data.password | Should -Be $forbidden[1]
    }
    It 'appears in no comparison' {
        New-KubeSecret compared -Data @{ password = 'another' } -Session $admin | Out-Null
        $shown = Get-Shown {
            $difference = @{ apiVersion = 'v1'; kind = 'Secret'; metadata = @{ name = 'compared' }; stringData = @{ password = $value } } | Compare-KubeResource -Session $admin
            $difference
            "$difference"
            $difference.Diff
        }
        $shown | Should -Match 'Secret'
        Find-Value $shown | Should -BeNullOrEmpty
    }
}

Describe 'Sessions and sandboxes' {
    BeforeAll {
        $keys = Select-String -Path $sandbox.AdminKubeconfig -Pattern 'client-key-data: *"?([A-Za-z0-9+/=]+)' | ForEach-Object { $_.Matches[0].Groups[1].Value }
    }
    It 'show no token and no key as text, as JSON, as a list or in a table' {
        $shown = foreach ($object in @($sandbox, $sandbox.Session, $admin) + @(Get-KubeSession) + @(Get-KubeSandbox)) {
            "$object"
            $object | ConvertTo-Json -Depth 6 -WarningAction SilentlyContinue
            $object | Format-List * -Force | Out-String -Width 20000
            $object | Format-Table | Out-String -Width 20000
            $object | ConvertTo-Csv
            [System.Management.Automation.PSSerializer]::Serialize($object, 5)
        }
        $keys | Should -Not -BeNullOrEmpty
        foreach ($secret in @($parts[1], $parts[2]) + @($keys | ForEach-Object { $_.Substring(100, 60) })) {
            "$shown".Contains($secret) | Should -BeFalse
        }
    }
    It 'show none while they are opened and closed' {
        $lines = Start-KubeSandbox -ServiceAccount robot -NotDefault -Verbose -Debug *>&1 | ForEach-Object { "$_"; $_ | Format-List * -Force | Out-String -Width 20000 }
        $other = @(Get-KubeSandbox)[-1]
        $fresh = (Get-Content -Raw (Join-Path $other.ServiceAccountPath token)).Trim().Split('.')
        $lines += $other | Stop-KubeSandbox -Verbose -Debug *>&1 | Out-String
        "$lines".Contains($fresh[1]) | Should -BeFalse
        "$lines".Contains($fresh[2]) | Should -BeFalse
    }
    It 'quote nothing of a kubeconfig file that is no good: <_>' -ForEach 'unreadable', 'without a server', 'for nobody', 'with a bad certificate', 'with a plugin' {
        $secret = 'sooper-seecret-token'
        $user = if ($_ -eq 'with a plugin') { "{exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, args: [$secret], env: [{name: T, value: $secret}], interactiveMode: Never}}" } else { "{token: $secret}" }
        $authority = if ($_ -eq 'with a bad certificate') { ', certificate-authority-data: c29vcGVy' }
        $server = if ($_ -ne 'without a server') { 'server: "https://127.0.0.1:1"' }
        $name = if ($_ -eq 'for nobody') { 'other' } else { 'me' }
        $text = "apiVersion: v1`nkind: Config`ncurrent-context: c`nclusters: [{name: k, cluster: {$server$authority}}]`nusers: [{name: $name, user: $user}]`ncontexts: [{name: c, context: {cluster: k, user: me}}]`n"
        if ($_ -eq 'unreadable') { $text += "users: [}" }
        Set-Content "$TestDrive/config" $text
        $Error.Clear()
        $shown = try { Connect-KubeCluster -Kubeconfig "$TestDrive/config" -NotDefault -Verbose -Debug *>&1 | ForEach-Object { Get-KubePod -Session $_ 2>&1 } } catch { $_ }
        $everything = (@($shown | Out-String -Width 20000) + @(@($Error) | Get-Error | Out-String -Width 20000)) -join "`n"
        $everything | Should -Match 'Connect-KubeCluster|Exception'
        $everything | Should -Not -Match $secret
    }
}

Describe 'Verbose output' {
    It 'says each request with its status' {
        $lines = Invoke-KubeApi /version -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$lines" | Should -Match '^GET /version -> 200 in \d+ ms$'
    }
}
