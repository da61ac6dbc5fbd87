BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    $reader = [PodKube.KubeSession].Assembly.GetType('PodKube.Health.HealthReport')
}
AfterAll { Stop-KubeSandbox }

Describe 'Test-KubeHealth' {
    It 'gives every check of <_>' -ForEach 'readyz', 'livez', 'healthz' {
        $checks = Test-KubeHealth $_
        $checks.Name | Should -Contain ping
        $checks.IsHealthy | Sort-Object -Unique | Should -BeTrue
        $checks.Endpoint | Sort-Object -Unique | Should -Be $_
    }
    It 'answers yes or no' {
        Test-KubeHealth -Quiet | Should -BeTrue
        Test-KubeHealth readyz, livez -Quiet | Should -BeTrue
    }
    It 'leaves checks out' {
        (Test-KubeHealth -Exclude ping | Where-Object Name -EQ ping).Message | Should -BeLike '*excluded*'
    }
    It 'reads what fails' {
        $checks = @($reader.GetMethod('Read').Invoke($null, @('livez', "[+]ping ok`n[-]etcd failed: reason withheld`nlivez check failed`n")))
        $checks.Name | Should -Be ping, etcd
        $checks.IsHealthy | Should -Be $true, $false
        $checks[1].Message | Should -Be 'failed: reason withheld'
    }
    It 'says no where nobody answers' {
        $config = Join-Path $TestDrive config
        Get-Content (Get-KubeSandbox).AdminKubeconfig | ForEach-Object { $_ -replace '127\.0\.0\.1:\d+', '127.0.0.1:1' } | Set-Content $config
        $code = "Import-Module '$((Get-Module PodKube).ModuleBase)/PodKube.psd1'; Test-KubeHealth -Quiet; Test-KubeHealth -ErrorAction SilentlyContinue -ErrorVariable e; `$e.FullyQualifiedErrorId"
        $before = $env:KUBECONFIG
        try {
            $env:KUBECONFIG = $config
            & (Get-Process -Id $PID).Path -NoProfile -Command $code | Should -Be False, 'ConnectionFailed,PodKube.Commands.TestKubeHealthCommand'
        }
        finally { $env:KUBECONFIG = $before }
    }
}
