Describe 'A file after one that cleaned nothing up' {
    It 'finds nothing of it' {
        $env:PODKUBE_TEST_LEFT | Should -BeNullOrEmpty
        $env:KUBECONFIG | Should -BeNullOrEmpty
        $global:left | Should -BeNullOrEmpty
        Get-Command Get-Left -ErrorAction Ignore | Should -BeNullOrEmpty
        Get-Module PodKube | Should -BeNullOrEmpty
        [Environment]::CurrentDirectory | Should -Be (Get-Location).Path
        . "$PSScriptRoot/../../Import-PodKube.ps1"
        Get-KubeSandbox | Should -BeNullOrEmpty
        Get-KubeSession | Should -BeNullOrEmpty
    }
}
