BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a
}
AfterAll { Stop-KubeSandbox }

Describe 'Test-KubeToken' {
    It 'knows the cluster''s own tokens' {
        New-KubeToken default | Test-KubeToken | Should -BeTrue
    }
    It 'takes readable text, with a line end' {
        Test-KubeToken "$(New-KubeToken default -AsPlainText)`n" | Should -BeTrue
    }
    It 'says whose token it is' {
        $verdict = New-KubeToken default | Test-KubeToken -Detailed
        $verdict.IsAuthenticated | Should -BeTrue
        $verdict.User | Should -Be system:serviceaccount:team-a:default
        $verdict.ServiceAccount | Should -Be default
        $verdict.Groups | Should -Contain system:serviceaccounts:team-a
    }
    It 'looks at the audience' {
        $token = New-KubeToken default -Audience vault
        Test-KubeToken $token | Should -BeFalse
        Test-KubeToken $token -Audience vault, other | Should -BeTrue
        (Test-KubeToken $token -Audience vault, other -Detailed).Audience | Should -Be vault
    }
    It 'says why a token is not accepted' {
        $verdict = Test-KubeToken bad.token.here -Detailed
        $verdict.IsAuthenticated | Should -BeFalse
        $verdict.User | Should -BeNullOrEmpty
        $verdict.Error | Should -Not -BeNullOrEmpty
    }
    It 'takes no other objects for tokens' {
        Test-KubeToken ([pscustomobject] @{ kind = 'Secret'; type = 'Opaque' }) -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'TokenInvalid,PodKube.Commands.TestKubeTokenCommand'
    }
}
