BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeConfigMap' {
    It 'writes values as text' {
        $map = New-KubeConfigMap one @{ B = 2; a = 'x'; c = $true }
        $map.pstypenames[0] | Should -Be PodKube.v1.ConfigMap
        $map.data.B | Should -Be '2'
        $map.data.a | Should -Be x
        $map.data.c | Should -Be true
    }
    It 'takes files as they are, under their names or others, folders, and what is no text' {
        $folder = Join-Path $TestDrive conf
        New-Item -ItemType Directory $folder | Out-Null
        [IO.File]::WriteAllText("$folder/a.conf", "one`r`ntwo`n")
        [IO.File]::WriteAllBytes("$folder/logo.png", [byte[]] (0x89, 0xFF, 0))
        [IO.File]::WriteAllText("$folder/no key", 'x')
        $map = New-KubeConfigMap files -FromFile $folder, "other=$folder/a.conf"
        $map.data.'a.conf' | Should -Be "one`r`ntwo`n"
        $map.data.other | Should -Be "one`r`ntwo`n"
        $map.data.PSObject.Properties.Name | Should -Not -Contain 'no key'
        [Convert]::FromBase64String($map.binaryData.'logo.png') | Should -Be 0x89, 0xFF, 0
    }
    It 'takes the paths as PowerShell means them' {
        Set-Content TestDrive:/here.conf x
        Push-Location TestDrive:/
        try { (New-KubeConfigMap relative -FromFile here.conf).data.'here.conf' | Should -BeLike x* } finally { Pop-Location }
    }
    It 'takes environment files' {
        $file = Join-Path $TestDrive app.env
        Set-Content $file '# comment', '', 'LOG=debug', '  URL=http://x/?a=b', 'EMPTY=', 'QUOTED="q"'
        $map = New-KubeConfigMap env -FromEnvFile $file
        $map.data.LOG | Should -Be debug
        $map.data.URL | Should -Be 'http://x/?a=b'
        $map.data.EMPTY | Should -BeExactly ''
        $map.data.QUOTED | Should -Be '"q"'
    }
    It 'creates nothing when <what>' -ForEach @(
        @{ what = 'a file is missing'; options = @{ FromFile = 'nope.conf' }; id = 'PathNotFound' }
        @{ what = 'an environment file is missing'; options = @{ FromEnvFile = 'nope.env' }; id = 'PathNotFound' }
        @{ what = 'a key comes twice'; options = @{ Data = @{ 'bad.env' = 1 }; FromFile = 'bad.env' }; id = 'InvalidRequest' }
        @{ what = 'a line is no KEY=value'; options = @{ FromEnvFile = 'bad.env' }; id = 'InvalidRequest' }
    ) {
        Set-Content TestDrive:/bad.env 'A=1', 'no value'
        Push-Location TestDrive:/
        try { New-KubeConfigMap ghost @options -ErrorAction SilentlyContinue -ErrorVariable problems } finally { Pop-Location }
        $problems.FullyQualifiedErrorId | Should -Be "$id,PodKube.Commands.NewKubeConfigMapCommand"
        Get-KubeConfigMap ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'makes it immutable' {
        (New-KubeConfigMap fixed @{ a = 1 } -Immutable).immutable | Should -BeTrue
    }
    . "$PSScriptRoot/Shared/CreatingCmdlet.ps1" -Command New-KubeConfigMap -Parameters @{ Data = @{ a = '1' } }
}
