BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a
    New-TestObject /api/v1/namespaces/team-a/serviceaccounts @{ apiVersion = 'v1'; kind = 'ServiceAccount'; metadata = @{ name = 'robot' } } | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeToken' {
    It 'makes a token that nobody sees, and that connects' {
        $token = New-KubeToken robot
        $token | Should -BeOfType securestring
        $session = Connect-KubeCluster -Server $sandbox.Server -CertificateAuthority $sandbox.CertificateAuthority -Token $token -NotDefault
        (Get-KubeIdentity -Session $session).User | Should -Be system:serviceaccount:team-a:robot
    }
    It 'makes it readable on demand' {
        $token = New-KubeToken robot -AsPlainText
        $token | Should -BeOfType string
        $token.Split('.').Count | Should -Be 3
    }
    It 'makes it for an audience and a time' {
        $claims = New-KubeToken team-a:robot -Audience vault -Duration 00:20:00 | ConvertFrom-KubeToken
        $claims.Audience | Should -Be vault
        ($claims.Expires - $claims.Issued).TotalMinutes | Should -Be 20
    }
    It 'binds it to a pod' {
        New-TestObject /api/v1/namespaces/team-a/pods @{
            apiVersion = 'v1'; kind = 'Pod'; metadata = @{ name = 'web' }
            spec = @{ serviceAccountName = 'robot'; containers = @(@{ name = 'main'; image = 'busybox' }) }
        } | Out-Null
        (New-KubeToken robot -Pod web | ConvertFrom-KubeToken).Pod | Should -Be web
    }
    It 'binds it to a secret, with which it ends' {
        New-TestObject /api/v1/namespaces/team-a/secrets @{ apiVersion = 'v1'; kind = 'Secret'; metadata = @{ name = 'leash' } } | Out-Null
        $token = New-KubeToken robot -Secret leash
        Test-KubeToken $token | Should -BeTrue
        Remove-KubeResource secrets leash
        Test-Eventually { -not (Test-KubeToken $token) } | Should -BeTrue
    }
    It 'takes service accounts from the pipeline' {
        $tokens = Get-KubeServiceAccount robot, default | New-KubeToken
        ($tokens | ConvertFrom-KubeToken).ServiceAccount | Should -Be robot, default
    }
    It 'sends nothing with -WhatIf' {
        New-KubeToken robot -WhatIf | Should -BeNullOrEmpty
    }
    It 'says what is wrong: <id>' -ForEach @(
        @{ id = 'Invalid'; arguments = @{ ServiceAccount = 'robot'; Duration = [timespan] '00:05:00' } }
        @{ id = 'NotFound'; arguments = @{ ServiceAccount = 'ghost' } }
        @{ id = 'NotFound'; arguments = @{ ServiceAccount = 'robot'; Pod = 'ghost' } }
        @{ id = 'InvalidRequest'; arguments = @{ ServiceAccount = 'a:b:c:d:e' } }
    ) {
        New-KubeToken @arguments -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems.FullyQualifiedErrorId | Should -Be "$id,PodKube.Commands.NewKubeTokenCommand"
    }
    It 'completes the names of service accounts' {
        (TabExpansion2 'New-KubeToken ro').CompletionMatches.CompletionText | Should -Contain robot
    }
}
