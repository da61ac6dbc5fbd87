BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeService' {
    It 'leads to the pods of the deployment of the same name' {
        $service = New-KubeService web 80
        $service.pstypenames[0] | Should -Be PodKube.v1.Service
        $service.spec.selector.app | Should -Be web
        $service.spec.ports.port | Should -Be 80
        $service.spec.ports.targetPort | Should -Be 80
        $service.spec.ports[0].PSObject.Properties.Name | Should -Not -Contain name
        $service.spec.clusterIP | Should -Not -BeNullOrEmpty
    }
    It 'reads ports as people write them' {
        $ports = (New-KubeService dns 53/udp, 53, web=80:8080, 443:https -Selector @{ app = 'dns'; tier = 'back' } -Type NodePort).spec.ports
        $ports.name | Should -Be udp-53, tcp-53, web, tcp-443
        $ports.protocol | Should -Be UDP, TCP, TCP, TCP
        $ports.targetPort | Should -Be 53, 53, 8080, https
        $ports[0].nodePort | Should -BeGreaterThan 0
    }
    It 'makes headless and external services' {
        (New-KubeService db 5432 -Headless).spec.clusterIP | Should -Be None
        $mail = New-KubeService mail -ExternalName mail.example
        $mail.spec.type | Should -Be ExternalName
        $mail.spec.externalName | Should -Be mail.example
    }
    It 'refuses <port>' -ForEach @(@{ port = 'http' }, @{ port = '0' }, @{ port = '70000' }, @{ port = '80/HTTP' }, @{ port = '80:' }, @{ port = '=80' }, @{ port = '1:2:3' }) {
        New-KubeService ghost $port -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.NewKubeServiceCommand'
    }
    It 'refuses -Headless with another type' {
        New-KubeService ghost 80 -Headless -Type NodePort -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.NewKubeServiceCommand'
    }
    It 'takes a deployment from the pipeline' {
        $made = New-KubeDeployment shop nginx | New-KubeService -Port 80
        $made.Name | Should -Be shop
    }
    . "$PSScriptRoot/Shared/CreatingCmdlet.ps1" -Command New-KubeService -Parameters @{ Port = 80 }
}
