BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a | Out-Null
    $token = New-KubeToken default -AsPlainText
    function ConvertTo-Base64Url([string] $Text) {
        [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($Text)).TrimEnd('=').Replace('+', '-').Replace('/', '_')
    }
}
AfterAll { Stop-KubeSandbox }

Describe 'ConvertFrom-KubeToken' {
    It 'reads the claims' {
        $claims = ConvertFrom-KubeToken $token
        $claims.Subject | Should -Be system:serviceaccount:team-a:default
        $claims.Namespace | Should -Be team-a
        $claims.ServiceAccount | Should -Be default
        $claims.Audience | Should -Not -BeNullOrEmpty
        $claims.Claims.iss | Should -Be $claims.Issuer
        $claims.IsVerified | Should -BeFalse
        $claims.IsExpired | Should -BeFalse
    }
    It 'reads times as dates' {
        $claims = ConvertFrom-KubeToken $token
        $claims.Expires | Should -BeOfType datetime
        $claims.Expires.Kind | Should -Be Utc
        $claims.Expires | Should -BeGreaterThan $claims.Issued
    }
    It 'needs no session' {
        Disconnect-KubeCluster -All
        try {
            $env:PODKUBE_SERVICEACCOUNT = Join-Path $TestDrive nowhere
            (ConvertFrom-KubeToken $token).ServiceAccount | Should -Be default
        }
        finally {
            Remove-Item Env:PODKUBE_SERVICEACCOUNT
            Connect-KubeCluster -Kubeconfig (Get-KubeSandbox).AdminKubeconfig -Namespace team-a | Out-Null
        }
    }
    It 'checks the signature with the cluster''s keys' {
        ($token | ConvertFrom-KubeToken -Verify).IsVerified | Should -BeTrue
    }
    It 'refuses a token that the cluster did not sign: <title>' -ForEach @(
        @{ title = 'changed'; change = { $parts = $token.Split('.'); $parts[0], (ConvertTo-Base64Url '{"sub":"root"}'), $parts[2] -join '.' } }
        @{ title = 'unsigned'; change = { (ConvertTo-Base64Url '{"alg":"none"}'), $token.Split('.')[1], '' -join '.' } }
    ) {
        ConvertFrom-KubeToken (& $change) -Verify -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems.FullyQualifiedErrorId | Should -Be 'SignatureInvalid,PodKube.Commands.ConvertFromKubeTokenCommand'
        $problems.CategoryInfo.Category | Should -Be SecurityError
    }
    It 'goes on after what is no token' {
        $all = 'opaque', $token | ConvertFrom-KubeToken -ErrorAction SilentlyContinue -ErrorVariable problems
        $all.Count | Should -Be 1
        $problems.FullyQualifiedErrorId | Should -Be 'TokenInvalid,PodKube.Commands.ConvertFromKubeTokenCommand'
    }
    It 'reads the Secret of a legacy token, and warns' {
        $claims = '{"iss":"kubernetes/serviceaccount","kubernetes.io/serviceaccount/namespace":"team-a","kubernetes.io/serviceaccount/service-account.name":"old","sub":"system:serviceaccount:team-a:old"}'
        $legacy = "$(ConvertTo-Base64Url '{"alg":"RS256"}').$(ConvertTo-Base64Url $claims).c2ln"
        $secret = [pscustomobject] @{
            apiVersion = 'v1'; kind = 'Secret'; type = 'kubernetes.io/service-account-token'
            data = [pscustomobject] @{ token = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($legacy)) }
        }
        $read = $secret | ConvertFrom-KubeToken -WarningVariable warnings -WarningAction SilentlyContinue
        $read.ServiceAccount | Should -Be old
        $read.IsLegacy | Should -BeTrue
        $read.Expires | Should -BeNullOrEmpty
        $warnings.Count | Should -Be 1
    }
    It 'never shows the token' {
        $shown = ConvertFrom-KubeToken $token -Verify -Verbose *>&1 | ForEach-Object { "$_"; $_ | Format-List * -Force | Out-String -Width 10000 }
        "$shown" | Should -Not -Match ([regex]::Escape($token.Split('.')[1]))
        "$shown" | Should -Not -Match ([regex]::Escape($token.Split('.')[2]))
    }
}
