BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'Set-KubeAnnotation' {
    . "$PSScriptRoot/Shared/MetadataCmdlet.ps1" -Command Set-KubeAnnotation -Field annotations
}
