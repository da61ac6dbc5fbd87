BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a -ServiceAccount robot
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeIdentity' {
    It 'says who the service account is' {
        $me = Get-KubeIdentity
        $me.User | Should -Be system:serviceaccount:team-a:robot
        $me.Groups | Should -Contain system:serviceaccounts:team-a
        $me.Namespace | Should -Be team-a
        $me.ServiceAccount | Should -Be robot
        $me.IsConfirmed | Should -BeTrue
    }
    It 'says how long the token lives, and for whom it is' {
        $me = Get-KubeIdentity
        $me.TokenExpires | Should -BeGreaterThan ([datetime]::UtcNow)
        $me.TokenExpires.Kind | Should -Be Utc
        $me.TokenAge | Should -BeOfType timespan
        $me.TokenAudience | Should -Not -BeNullOrEmpty
    }
    It 'never holds the token' {
        $token = Get-Content -Raw (Join-Path $sandbox.ServiceAccountPath token)
        $shown = Get-KubeIdentity | Format-List * -Force | Out-String -Width 10000
        $shown | Should -Not -Match ([regex]::Escape($token.Trim()))
    }
    It 'says who a user with a client certificate is' {
        $admin = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -NotDefault
        $me = Get-KubeIdentity -Session $admin
        $me.Groups | Should -Contain system:authenticated
        $me.ServiceAccount | Should -BeNullOrEmpty
        $me.TokenExpires | Should -BeNullOrEmpty
    }
}
