BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
    $credential = [pscredential]::new('app', (ConvertTo-SecureString hunter2 -AsPlainText))
    function Get-Value($Secret, $Key) { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($Secret.data.$Key)) }
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeSecret' {
    It 'takes text, bytes and SecureStrings' {
        $secret = New-KubeSecret one @{ user = 'app'; password = ConvertTo-SecureString hunter2 -AsPlainText; raw = [byte[]] (1, 2) }
        $secret.pstypenames[0] | Should -Be PodKube.v1.Secret
        $secret.type | Should -Be Opaque
        Get-Value $secret user | Should -Be app
        Get-Value $secret password | Should -Be hunter2
        [Convert]::FromBase64String($secret.data.raw) | Should -Be 1, 2
    }
    It 'takes files and environment files, and a type' {
        $file = Join-Path $TestDrive app.env
        Set-Content $file 'PASSWORD=hunter2'
        $secret = New-KubeSecret files -FromFile "copy=$file" -FromEnvFile $file -Type example.com/login
        Get-Value $secret PASSWORD | Should -Be hunter2
        Get-Value $secret copy | Should -BeLike 'PASSWORD=hunter2*'
        $secret.type | Should -Be example.com/login
    }
    It 'takes a credential' {
        $secret = New-KubeSecret login -Credential $credential
        $secret.type | Should -Be kubernetes.io/basic-auth
        Get-Value $secret username | Should -Be app
        Get-Value $secret password | Should -Be hunter2
    }
    It 'takes a certificate and its key' {
        $key = [Security.Cryptography.ECDsa]::Create()
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=web', $key, 'SHA256')
        $pem = $request.CreateSelfSigned([datetimeoffset]::UtcNow, [datetimeoffset]::UtcNow.AddDays(1)).ExportCertificatePem()
        Set-Content "$TestDrive/tls.crt" $pem
        Set-Content "$TestDrive/tls.key" $key.ExportPkcs8PrivateKeyPem()
        $secret = New-KubeSecret tls -Certificate "$TestDrive/tls.crt" -Key "$TestDrive/tls.key"
        $secret.type | Should -Be kubernetes.io/tls
        Get-Value $secret tls.crt | Should -BeLike '*BEGIN CERTIFICATE*'
        Set-Content "$TestDrive/other.key" ([Security.Cryptography.ECDsa]::Create().ExportPkcs8PrivateKeyPem())
        New-KubeSecret ghost -Certificate "$TestDrive/tls.crt" -Key "$TestDrive/other.key" -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.NewKubeSecretCommand'
    }
    It 'takes the login of a registry' {
        $secret = New-KubeSecret registry -Registry registry.example:5000 -Credential $credential
        $secret.type | Should -Be kubernetes.io/dockerconfigjson
        $login = (Get-Value $secret .dockerconfigjson | ConvertFrom-Json).auths.'registry.example:5000'
        $login.username | Should -Be app
        [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($login.auth)) | Should -Be app:hunter2
    }
    It 'says no value in a verbose line, an error, a question or a table' {
        $ErrorActionPreference = 'Continue'
        Set-Content "$TestDrive/bad.env" 'A=hunter2', 'hunter2'
        $values = @{ password = 'hunter2' }
        $shown = & {
            New-KubeSecret quiet $values -Verbose -Debug
            New-KubeSecret quiet $values -Verbose -Debug
            New-KubeSecret ghost $values -WhatIf
            New-KubeSecret Not_A_Name $values
            New-KubeSecret ghost $values -Session $stranger
            New-KubeSecret ghost -FromEnvFile "$TestDrive/bad.env"
        } *>&1 | ForEach-Object { $_ | Out-String -Width 2000; if ($_ -is [System.Management.Automation.ErrorRecord]) { $_ | Format-List * -Force | Out-String -Width 2000 } }
        "$shown" | Should -BeLike '*quiet*'
        "$shown" | Should -Not -Match hunter2
        "$shown" | Should -Not -Match ([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('hunter2')))
    }
    . "$PSScriptRoot/Shared/CreatingCmdlet.ps1" -Command New-KubeSecret -Parameters @{ Data = @{ a = '1' } }
}
