BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a
    New-TestPod web-0 team-a | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Invoke-KubeApi' {
    It 'gives JSON as objects' {
        (Invoke-KubeApi /version).major | Should -Be 1
        (Invoke-KubeApi /api/v1/namespaces/team-a/pods/web-0).pstypenames[0] | Should -Be 'PodKube.v1.Pod'
    }
    It 'gives a list as the list it is' {
        $list = Invoke-KubeApi '/api/v1/namespaces/team-a/pods?limit=5'
        $list.kind | Should -Be PodList
        $list.items[0].metadata.name | Should -Be web-0
    }
    It 'gives text as text' {
        Invoke-KubeApi /livez | Should -Be ok
    }
    It 'gives JSON as text with -Raw' {
        Invoke-KubeApi /version -Raw | Should -BeOfType string
    }
    It 'takes a URL of the session''s server' {
        (Invoke-KubeApi "$($sandbox.Server)version").major | Should -Be 1
    }
    It 'refuses a URL of another server: the token stays' {
        Invoke-KubeApi https://example.com/version -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.InvokeKubeApiCommand'
    }
    It 'refuses an Authorization header: the session authenticates' {
        Invoke-KubeApi /version -Headers @{ authorization = 'Bearer x' } -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.InvokeKubeApiCommand'
    }
    It 'sends a <name> as body' -ForEach @(
        @{ name = 'hashtable'; body = @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'hashtable' } } }
        @{ name = 'pscustomobject'; body = [pscustomobject] @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'pscustomobject' } } }
        @{ name = 'text'; body = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"text"}}' }
    ) {
        (Invoke-KubeApi -Method post -Path /api/v1/namespaces/team-a/configmaps -Body $body).Name | Should -Be $name
    }
    It 'sends headers, and an Accept of one''s own' {
        $accept = 'application/json;as=Table;v=v1;g=meta.k8s.io'
        (Invoke-KubeApi /api/v1/namespaces/team-a/pods -Headers @{ Accept = $accept }).kind | Should -Be Table
    }
    It 'tells status and headers' {
        Invoke-KubeApi /version -StatusCodeVariable code -ResponseHeadersVariable headers | Out-Null
        $code | Should -Be 200
        $headers['content-type'] | Should -Be 'application/json'
    }
    It 'reports a failure status' {
        Invoke-KubeApi /api/v1/namespaces/team-a/pods/nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.InvokeKubeApiCommand'
    }
    It 'gives the answer of a failure with -SkipHttpErrorCheck' {
        (Invoke-KubeApi /api/v1/namespaces/team-a/pods/nope -SkipHttpErrorCheck).reason | Should -Be NotFound
    }
    It 'sends nothing that changes with -WhatIf' {
        Invoke-KubeApi -Method DELETE /api/v1/namespaces/team-a/pods/web-0 -WhatIf -Verbose 4>&1 | Should -BeNullOrEmpty
        Get-KubePod web-0 | Should -Not -BeNullOrEmpty
    }
    It 'emits the events of a watch as they come' {
        $event = Invoke-KubeApi '/api/v1/namespaces/team-a/pods?watch=true' | Select-Object -First 1
        $event.type | Should -Be ADDED
        $event.object.metadata.name | Should -Be web-0
    }
}
