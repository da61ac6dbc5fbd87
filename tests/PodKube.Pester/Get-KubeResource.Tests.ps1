BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    New-TestPod web-0 | Out-Null
    New-TestObject /api/v1/namespaces/default/configmaps @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'settings' }; data = @{ a = '1' } } | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeResource' {
    It 'knows a kind by <_>' -ForEach 'pods', 'po', 'Pod', 'pod', 'v1/Pod' {
        (Get-KubeResource $_ web-0).Name | Should -Be 'web-0'
    }
    It 'gets several kinds at once' {
        (Get-KubeResource po, cm).kind | Sort-Object -Unique | Should -Be 'ConfigMap', 'Pod'
    }
    It 'takes kinds separated by commas in one text, as kubectl does' {
        (Get-KubeResource 'po,cm').kind | Sort-Object -Unique | Should -Be 'ConfigMap', 'Pod'
    }
    It 'gets kinds that have no namespaces' {
        (Get-KubeResource namespaces default).Name | Should -Be 'default'
        (Get-KubeResource ns default -Namespace kube-system).Name | Should -Be 'default'
    }
    It 'gives the objects the type names of their kind' {
        (Get-KubeResource cm settings).pstypenames | Should -Contain 'PodKube.v1.ConfigMap'
        (Get-KubeResource cm settings).pstypenames | Should -Contain 'PodKube.KubeObject'
    }
    It 'reads objects that are piped in anew' {
        (Get-KubePod web-0 | Get-KubeResource).Name | Should -Be 'web-0'
    }
    It 'reports a kind that is not served' {
        Get-KubeResource unicorns -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'KindNotFound,PodKube.Commands.GetKubeResourceCommand'
    }
    It 'asks for a kind when there is none' {
        Get-KubeResource -Name web-0 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.GetKubeResourceCommand'
    }
}
