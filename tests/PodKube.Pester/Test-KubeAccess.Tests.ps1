BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a -ServiceAccount robot
    $admin = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -NotDefault
    Grant-KubeAccess -Session $admin -ServiceAccount robot -Verb list, get -Resource pods, pods/log -Namespace team-a | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Test-KubeAccess' {
    It '<verb> <resource> is <expected>' -ForEach @(
        @{ verb = 'list'; resource = 'pods'; expected = $true }
        @{ verb = 'LIST'; resource = 'Pod'; expected = $true }
        @{ verb = 'get'; resource = 'pods/log'; expected = $true }
        @{ verb = 'delete'; resource = 'pods'; expected = $false }
        @{ verb = 'list'; resource = 'deployments.apps'; expected = $false }
        @{ verb = 'list'; resource = 'apps/v1/Deployment'; expected = $false }
        @{ verb = '*'; resource = '*'; expected = $false }
    ) {
        Test-KubeAccess -Verb $verb -Resource $resource | Should -Be $expected
    }
    It 'asks about other namespaces, and about all' {
        Test-KubeAccess list pods -Namespace default | Should -BeFalse
        Test-KubeAccess list pods -AllNamespaces | Should -BeFalse
    }
    It 'asks about one object' {
        Test-KubeAccess get pods web-0 | Should -BeTrue
    }
    It 'asks about paths' {
        Test-KubeAccess get -NonResource /healthz | Should -BeTrue
        Test-KubeAccess get -NonResource /metrics | Should -BeFalse
    }
    It 'tells why with -Detailed' {
        $answer = Test-KubeAccess get pods/log -Detailed
        $answer.Allowed | Should -BeTrue
        $answer.About | Should -Be pods/log
        $answer.Namespace | Should -Be team-a
        $answer.Reason | Should -BeLike '*RoleBinding*'
    }
    It 'asks every verb about every kind' {
        Test-KubeAccess list, delete pods, pods/log | Should -Be $true, $false, $true, $false
    }
    It 'takes questions from the pipeline' {
        $rows = 'Verb,Resource,Namespace', 'list,pods,team-a', 'list,pods,default' | ConvertFrom-Csv
        $rows | Test-KubeAccess | Should -Be $true, $false
    }
    It 'answers many questions from the pipeline in their order' {
        $questions = 1..50 | ForEach-Object { [pscustomobject] @{ Verb = ('list', 'delete')[$_ % 2]; Resource = 'pods'; Namespace = 'team-a' } }
        $answers = $questions | Test-KubeAccess -Detailed
        $answers.Verb | Should -Be $questions.Verb
        $answers.Allowed | Should -Be ($questions | ForEach-Object { $_.Verb -eq 'list' })
    }
    It 'says of a script whether its calls would be allowed' {
        Test-KubeAccess { Get-KubePod -Session $admin -Namespace team-a } | Should -BeTrue
        Test-KubeAccess { Get-KubePod -Session $admin -Namespace team-a; Get-KubeSecret -Session $admin -Namespace team-a } | Should -BeFalse
        $answers = Test-KubeAccess { Get-KubePod -Session $admin -Namespace team-a; Get-KubeNode -Session $admin } -Detailed
        $answers.About | Should -Be pods, nodes
        $answers.Allowed | Should -Be $true, $false
    }
    It 'says it for somebody else' {
        Test-KubeAccess { Get-KubePod -Session $admin -Namespace team-a } -Session $admin -As jane | Should -BeFalse
        Test-KubeAccess { Get-KubePod -Session $admin -Namespace team-a } -Session $admin -As system:serviceaccount:team-a:robot | Should -BeTrue
    }
    It 'asks for somebody else' {
        Test-KubeAccess list pods -Session $admin -Namespace team-a -As system:serviceaccount:team-a:robot | Should -BeTrue
        Test-KubeAccess list pods -Session $admin -Namespace team-a -As jane | Should -BeFalse
        Test-KubeAccess list pods -Session $admin -As jane -AsGroup system:masters | Should -BeTrue
    }
    It 'may not ask for somebody else without the right to' {
        Test-KubeAccess list pods -As jane -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.TestKubeAccessCommand'
    }
    It 'asks about a kind that is not served, with a warning' {
        Test-KubeAccess list unicorns -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeFalse
        $warnings.Count | Should -Be 1
    }
}
