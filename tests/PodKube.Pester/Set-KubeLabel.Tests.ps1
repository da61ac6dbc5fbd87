BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'Set-KubeLabel' {
    . "$PSScriptRoot/Shared/MetadataCmdlet.ps1" -Command Set-KubeLabel -Field labels
}
