BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeServiceAccount' {
    It 'leaves to the server what is not given' {
        $made = New-KubeServiceAccount robot
        $made.pstypenames[0] | Should -Be PodKube.v1.ServiceAccount
        $made.PSObject.Properties.Name | Should -Not -Contain automountServiceAccountToken
    }
    It 'mounts no token with -NoAutomount, and names pull secrets' {
        $made = New-KubeServiceAccount quiet -NoAutomount -ImagePullSecret a, b
        $made.automountServiceAccountToken | Should -BeFalse
        $made.imagePullSecrets.name | Should -Be a, b
    }
    . "$PSScriptRoot/Shared/CreatingCmdlet.ps1" -Command New-KubeServiceAccount
}
