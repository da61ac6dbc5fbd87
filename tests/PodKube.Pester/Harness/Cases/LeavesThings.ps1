# Not among the files that are run by themselves: PesterWorkerTests runs it before FindsNothing.ps1.
Describe 'A file that cleans nothing up' {
    It 'leaves what a file can leave' {
        . "$PSScriptRoot/../../Import-PodKube.ps1"
        Start-KubeSandbox | Out-Null
        $env:PODKUBE_TEST_LEFT = 'left'
        $env:KUBECONFIG = (Get-KubeSandbox).AdminKubeconfig
        $global:left = 'left'
        function global:Get-Left { 'left' }
        [Environment]::CurrentDirectory = [IO.Path]::GetTempPath()
        Get-KubeSession -Default | Should -Not -BeNullOrEmpty
    }
}
