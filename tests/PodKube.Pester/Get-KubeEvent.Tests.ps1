BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    function New-TestEvent([string] $Name, [string] $LastSeen, [hashtable] $About) {
        New-TestObject /api/v1/namespaces/default/events @{
            apiVersion = 'v1'; kind = 'Event'; metadata = @{ name = $Name }; type = 'Normal'; reason = 'Test'; message = $Name
            involvedObject = $About; lastTimestamp = $LastSeen; firstTimestamp = '2026-01-01T00:00:00Z'
        }
    }
    $map = New-TestObject /api/v1/namespaces/default/configmaps @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'settings' } }
    $about = @{ apiVersion = 'v1'; kind = 'ConfigMap'; namespace = 'default'; name = 'settings'; uid = $map.metadata.uid }
    New-TestEvent a-late '2026-01-03T00:00:00Z' $about | Out-Null
    New-TestEvent b-early '2026-01-01T00:00:00Z' $about | Out-Null
    New-TestEvent c-middle '2026-01-02T00:00:00Z' $about | Out-Null
    New-TestEvent other '2026-01-02T00:00:00Z' @{ apiVersion = 'v1'; kind = 'ConfigMap'; namespace = 'default'; name = 'other'; uid = 'x' } | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeEvent' {
    It 'gives the events of an object, the last one last' {
        (Get-KubeConfigMap settings | Get-KubeEvent).Name | Should -Be b-early, c-middle, a-late
    }
    It 'gives the events of an object that is named, there or not' {
        (Get-KubeEvent -For cm/settings).Name | Should -Be b-early, c-middle, a-late
        (Get-KubeEvent -For configmap/other).Name | Should -Be other
    }
    It 'gives the events of what is gone' {
        Remove-KubeResource cm settings
        ($map | Get-KubeEvent).Count | Should -Be 3
    }
    It 'selects by fields besides' {
        (Get-KubeEvent -For cm/settings -FieldSelector metadata.name=a-late).Name | Should -Be a-late
    }
    It 'lists all, the last one last' {
        (Get-KubeEvent).Name | Should -Be b-early, c-middle, other, a-late
        (Get-KubeEvent -AllNamespaces [a-c]-*).Name | Should -Be b-early, c-middle, a-late
    }
    It 'gives the first that the server sends when asked for a few' {
        (Get-KubeEvent -First 2).Name | Should -Be a-late, b-early
    }
    It 'says how an object is named' {
        Get-KubeEvent -For web -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.GetKubeEventCommand'
        "$problems" | Should -BeLike "'web' does not say which object: write kind and name, as in pod/web-0.*"
    }
    It 'says how the events of an object are asked for when there is none of its name' {
        Get-KubeEvent web -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.GetKubeEventCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike '*Get-KubeEvent -For pod/web'
    }
    It 'reports a kind that is not served' {
        Get-KubeEvent -For unicorn/x -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'KindNotFound,PodKube.Commands.GetKubeEventCommand'
    }
}
