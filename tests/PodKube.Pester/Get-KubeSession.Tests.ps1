BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeSession' {
    It 'lists the open sessions, the default one marked' {
        $second = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -NotDefault
        $sessions = Get-KubeSession
        $sessions.Count | Should -Be 2
        @($sessions | Where-Object IsDefault).Count | Should -Be 1
        (Get-KubeSession -Default).IsDefault | Should -BeTrue
        $second | Disconnect-KubeCluster
    }
    It 'shows nothing secret' {
        $shown = (Get-KubeSession | Format-List * -Force | Out-String -Width 4000) + (Get-KubeSession)
        $shown | Should -Not -Match 'PRIVATE KEY|CERTIFICATE-----|eyJ'
    }
}
