BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeApiResource' {
    It 'lists what is served' {
        $all = Get-KubeApiResource
        $all.Name | Should -Contain pods
        ($all | Where-Object Name -EQ deployments).ApiVersion | Should -Be apps/v1
    }
    It 'finds a kind by <_>' -ForEach 'pods', 'po', 'Pod', 'pod', 'PODS' {
        (Get-KubeApiResource $_).Kind | Should -Contain Pod
    }
    It 'filters by wildcards' {
        (Get-KubeApiResource deploy*).Name | Should -Contain deployments
    }
    It 'filters by group, by scope and by verb' {
        (Get-KubeApiResource -Group apps).Name | Should -Contain statefulsets
        (Get-KubeApiResource -Group apps).Group | Sort-Object -Unique | Should -Be apps
        (Get-KubeApiResource -Group '').Group | Sort-Object -Unique | Should -Be ''
        (Get-KubeApiResource -Namespaced:$false).Name | Should -Not -Contain pods
        (Get-KubeApiResource -Namespaced).Name | Should -Not -Contain nodes
        (Get-KubeApiResource -Verb list, delete).Name | Should -Contain pods
    }
    It 'tells short names and subresources' {
        $pods = Get-KubeApiResource pods -Group ''
        $pods.ShortNames | Should -Be po
        $pods.Subresources | Should -Contain log
        $pods.Namespaced | Should -BeTrue
    }
    It 'reports a kind that is not served' {
        Get-KubeApiResource unicorns -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'KindNotFound,PodKube.Commands.GetKubeApiResourceCommand'
    }
}
