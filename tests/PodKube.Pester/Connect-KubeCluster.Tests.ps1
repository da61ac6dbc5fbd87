BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a -ServiceAccount robot
    Disconnect-KubeCluster
    $folder = Join-Path $TestDrive serviceaccount
    function Copy-Account {
        Remove-Item -Recurse -Force $folder -ErrorAction Ignore
        New-Item -ItemType Directory $folder | Out-Null
        foreach ($file in 'token', 'ca.crt', 'namespace') {
            Copy-Item (Join-Path $sandbox.ServiceAccountPath $file) (Join-Path $folder $file)
        }
    }
    function Use-Pod($HostName = $sandbox.Server.Host, $Folder = $sandbox.ServiceAccountPath) {
        $env:KUBERNETES_SERVICE_HOST = $HostName
        $env:KUBERNETES_SERVICE_PORT = $sandbox.Server.Port
        $env:PODKUBE_SERVICEACCOUNT = $Folder
    }
}
AfterAll { Stop-KubeSandbox }

Describe 'Connect-KubeCluster' {
    BeforeEach {
        Disconnect-KubeCluster -All
        Remove-Item Env:KUBERNETES_*, Env:PODKUBE_SERVICEACCOUNT, Env:POD_NAMESPACE -ErrorAction Ignore
    }

    It 'finds the pod''s service account' {
        Use-Pod
        $session = Connect-KubeCluster
        $session.Source | Should -Be InCluster
        $session.Namespace | Should -Be team-a
        $session.ServerVersion | Should -BeLike 'v1.*'
        $session.IsDefault | Should -BeTrue
        (Get-KubeIdentity).ServiceAccount | Should -Be robot
    }
    It 'is done by the first cmdlet that needs it' {
        Use-Pod
        (Get-KubeIdentity).ServiceAccount | Should -Be robot
        (Get-KubeSession).Source | Should -Be InCluster
    }
    It 'takes the namespace of <from>' -ForEach @(
        @{ from = 'the parameter'; variable = 'from-variable'; parameters = @{ Namespace = 'from-parameter' }; expected = 'from-parameter' }
        @{ from = 'POD_NAMESPACE'; variable = 'from-variable'; parameters = @{}; expected = 'from-variable' }
        @{ from = 'the file'; variable = $null; parameters = @{}; expected = 'team-a' }
    ) {
        Use-Pod
        $env:POD_NAMESPACE = $variable
        (Connect-KubeCluster @parameters).Namespace | Should -Be $expected
    }
    It 'takes a folder, and files with CRLF and blanks at their ends' {
        Use-Pod
        Copy-Account
        foreach ($file in 'token', 'namespace') {
            $path = Join-Path $folder $file
            Set-Content -Path $path -NoNewline -Value ((Get-Content -Raw $path).Trim() + " `r`n`r`n")
        }
        $session = Connect-KubeCluster -ServiceAccountPath $folder
        $session.Namespace | Should -Be team-a
        $session.Origin | Should -Be $folder
        (Get-KubeIdentity).ServiceAccount | Should -Be robot
    }
    It 'takes the namespace default where the file is missing' {
        Use-Pod
        Copy-Account
        Remove-Item (Join-Path $folder namespace)
        (Connect-KubeCluster -ServiceAccountPath $folder).Namespace | Should -Be default
    }
    It 'says what is wrong: <id>' -ForEach @(
        @{ id = 'TokenMissing'; break = { Remove-Item (Join-Path $folder token) } }
        @{ id = 'TokenEmpty'; break = { Set-Content -Path (Join-Path $folder token) -NoNewline -Value '' } }
        @{ id = 'CertificateAuthorityInvalid'; break = { Set-Content (Join-Path $folder ca.crt) 'no certificate' } }
        @{ id = 'Unauthorized'; break = { Set-Content -Path (Join-Path $folder token) -NoNewline -Value 'bad.token.here' } }
    ) {
        Use-Pod
        Copy-Account
        & $break
        { Connect-KubeCluster -ServiceAccountPath $folder } | Should -Throw -ErrorId "$id,PodKube.Commands.ConnectKubeClusterCommand"
        Get-KubeSession | Should -BeNullOrEmpty
    }
    It 'says that this is no pod' {
        $env:PODKUBE_SERVICEACCOUNT = Join-Path $TestDrive nowhere
        { Connect-KubeCluster } | Should -Throw -ErrorId 'NotInCluster,PodKube.Commands.ConnectKubeClusterCommand'
        { Get-KubePod } | Should -Throw -ErrorId 'NotInCluster,PodKube.Commands.GetKubePodCommand'
    }
    It 'does not trust a server that another authority signed' {
        Use-Pod
        Copy-Account
        $key = [Security.Cryptography.ECDsa]::Create()
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=other', $key, [Security.Cryptography.HashAlgorithmName]::SHA256)
        $request.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($true, $false, 0, $true))
        $other = $request.CreateSelfSigned([datetimeoffset]::UtcNow.AddDays(-1), [datetimeoffset]::UtcNow.AddDays(1))
        Set-Content (Join-Path $folder ca.crt) $other.ExportCertificatePem()
        { Connect-KubeCluster -ServiceAccountPath $folder } | Should -Throw -ErrorId 'CertificateInvalid,PodKube.Commands.ConnectKubeClusterCommand'
    }
    It 'says that nobody listens' {
        # Its port is taken, so that nobody else gets it meanwhile, and it does not listen.
        $silent = [Net.Sockets.Socket]::new('InterNetwork', 'Stream', 'Tcp')
        $silent.Bind([Net.IPEndPoint]::new([Net.IPAddress]::Loopback, 0))
        { Connect-KubeCluster -Server "https://$($silent.LocalEndPoint)" } | Should -Throw -ErrorId 'ConnectionFailed,PodKube.Commands.ConnectKubeClusterCommand'
        $silent.Dispose()
    }
    It 'reads a kubeconfig file' {
        $session = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig
        $session.Source | Should -Be Kubeconfig
        Get-KubeNamespace team-a | Should -Not -BeNullOrEmpty
    }
    It 'reads the file that KUBECONFIG names' {
        $before = $env:KUBECONFIG
        try {
            $env:KUBECONFIG = $sandbox.AdminKubeconfig
            $env:PODKUBE_SERVICEACCOUNT = Join-Path $TestDrive nowhere
            (Connect-KubeCluster).Source | Should -Be Kubeconfig
        }
        finally { $env:KUBECONFIG = $before }
    }
    It 'takes server, authority and token' {
        $token = ConvertTo-SecureString -AsPlainText (Get-Content -Raw (Join-Path $sandbox.ServiceAccountPath token)).Trim()
        $session = Connect-KubeCluster -Server $sandbox.Server -CertificateAuthority $sandbox.CertificateAuthority -Token $token -Namespace team-a
        $session.Source | Should -Be Explicit
        (Get-KubeIdentity).ServiceAccount | Should -Be robot
    }
    It 'says of a refused token what is wrong with it: <title>' -ForEach @(
        @{ title = 'another audience'; arguments = @{ Audience = 'vault' }; expected = '*for another audience*' }
        @{ title = 'bound to what is gone'; arguments = @{ Secret = 'leash' }; expected = '*is valid by its dates*' }
    ) {
        $admin = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -Namespace team-a
        New-TestObject /api/v1/namespaces/team-a/secrets @{ apiVersion = 'v1'; kind = 'Secret'; metadata = @{ name = 'leash' } } | Out-Null
        $token = New-KubeToken robot @arguments
        Remove-KubeResource secrets leash
        $connect = { Connect-KubeCluster -Server $sandbox.Server -CertificateAuthority $sandbox.CertificateAuthority -Token $token -Namespace team-a }
        $connect | Should -Throw -ExpectedMessage $expected -ErrorId 'Unauthorized,PodKube.Commands.ConnectKubeClusterCommand'
    }
    It 'acts as somebody else' {
        Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -As jane -AsGroup devs -AsExtra @{ team = 'a' } | Out-Null
        $me = Get-KubeIdentity
        $me.User | Should -Be jane
        $me.Groups | Should -Contain devs
        $me.Extra.team | Should -Be a
        (Get-KubeSession).ActsAs | Should -Be jane
    }
    It 'acts with several groups and several values of one fact' {
        Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -As jane -AsGroup devs, 'ops, all' -AsExtra @{ team = 'a', 'b' } | Out-Null
        $me = Get-KubeIdentity
        $me.Groups | Should -Contain devs
        $me.Groups | Should -Contain 'ops, all'
        $me.Extra.team | Should -Be a, b
    }
    It 'wants to know whom to act as' {
        { Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -AsGroup devs } |
            Should -Throw -ErrorId 'InvalidRequest,PodKube.Commands.ConnectKubeClusterCommand'
    }
    It 'leaves the default session with -NotDefault' {
        Use-Pod
        $first = Connect-KubeCluster
        $second = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -NotDefault
        $first.IsDefault | Should -BeTrue
        $second.IsDefault | Should -BeFalse
        (Get-KubeIdentity -Session $second).ServiceAccount | Should -BeNullOrEmpty
    }
    It 'serves runspaces in parallel' {
        Use-Pod
        $manifest = (Get-Module PodKube).Path -replace 'PodKube\.dll$', 'PodKube.psd1'
        $names = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            (Get-KubeIdentity).ServiceAccount
        }
        $names | Should -Be robot, robot, robot, robot
        @(Get-KubeSession).Count | Should -Be 1
    }
    It 'goes on with a rotated token after the old one is gone' {
        Use-Pod
        Copy-Account
        $session = Connect-KubeCluster -ServiceAccountPath $folder
        Get-KubeIdentity | Out-Null
        $fresh = Get-Content -Raw (Join-Path $folder token)
        Set-Content -Path (Join-Path $folder token) -NoNewline -Value 'revoked.token.here'
        $other = Connect-KubeCluster -ServiceAccountPath $sandbox.ServiceAccountPath -NotDefault
        Set-Content -Path (Join-Path $folder token) -NoNewline -Value $fresh
        (Get-KubeIdentity -Session $session).ServiceAccount | Should -Be robot
        Disconnect-KubeCluster $other
    }
}
