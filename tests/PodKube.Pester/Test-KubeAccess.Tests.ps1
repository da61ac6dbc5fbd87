BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a -ServiceAccount robot
    $admin = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -NotDefault
    $manifest = (Get-Module PodKube).Path -replace 'PodKube\.dll$', 'PodKube.psd1'
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
    It 'warns of a verb that no request has' {
        Test-KubeAccess lst pods -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike "No request has the verb 'lst'*"
        Test-KubeAccess list pods -WarningVariable warnings | Out-Null
        $warnings | Should -BeNullOrEmpty
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
    It 'asks about rules, where they are needed' {
        $rules = Measure-KubeAccess {
            Get-KubePod -Session $admin -Namespace team-a
            Get-KubeSecret db -Session $admin -Namespace team-a -ErrorAction Ignore
            Get-KubeDeployment -Session $admin -AllNamespaces
            Get-KubeNode -Session $admin
            Invoke-KubeApi /metrics -Session $admin -ErrorAction Ignore
        }
        $answers = $rules | Test-KubeAccess -Detailed
        $lines = $answers | ForEach-Object { "$($_.Verb) $($_.About) $($_.Name) $($_.Namespace) $($_.Allowed)" } | Sort-Object
        $lines | Should -Be 'get /metrics   False', 'get secrets db team-a False', 'list deployments.apps   False', 'list nodes   False', 'list pods  team-a True'
    }
    It 'asks about the rules of a role' {
        (Get-KubeRole podkube:robot -Session $admin -Namespace team-a).rules | Test-KubeAccess | Should -Not -Contain $false
        (Get-KubeClusterRole admin -Session $admin).rules | Test-KubeAccess | Should -Contain $false
    }
    It 'asks about recorded calls' {
        Measure-KubeAccess { Get-KubePod; Get-KubeService -ErrorAction Ignore } -Detailed | Test-KubeAccess | Should -Be $true, $false
    }
    It 'asks about several names' {
        Test-KubeAccess get pods web, db | Should -Be $true, $true
    }
    It 'wants to know with what' {
        Test-KubeAccess list -ErrorAction SilentlyContinue -ErrorVariable problems
        Test-KubeAccess get -NonResource healthz -ErrorAction SilentlyContinue -ErrorVariable +problems
        $problems.FullyQualifiedErrorId | Should -Be (@('InvalidRequest,PodKube.Commands.TestKubeAccessCommand') * 2)
    }
    It 'knows the groups that the server gives to everyone' {
        Grant-KubeAccess -Session $admin -Group system:serviceaccounts:team-a -Verb list -Resource endpoints -Namespace team-a | Out-Null
        Test-KubeAccess list endpoints -Session $admin -Namespace team-a -As system:serviceaccount:team-a:robot | Should -BeTrue
        Test-KubeAccess get -NonResource /apis -Session $admin -As jane | Should -BeTrue
    }
}

Describe 'Test-KubeAccess with a script' {
    It 'says whether its calls would be allowed' {
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
    It 'changes nothing' {
        $before = (Get-KubeServiceAccount robot -Session $admin -Namespace team-a).metadata.resourceVersion
        $core = '/api/v1/namespaces/team-a'
        $maps = (Get-KubeConfigMap -Session $admin -Namespace team-a).Name
        $answers = Test-KubeAccess {
            $PSDefaultParameterValues = @{ '*-Kube*:Session' = $admin; '*-Kube*:Namespace' = 'team-a'; 'Invoke-KubeApi:Namespace' = $null }
            New-KubeDeployment shop nginx
            New-KubeConfigMap settings -Data @{ colour = 'blue' }
            Set-KubeLabel serviceaccounts robot @{ tier = 'one' }
            Update-KubeResource serviceaccounts robot -Merge @{ automountServiceAccountToken = $false }
            Publish-KubeResource -InputObject @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'applied' }; data = @{ a = 'b' } }
            Remove-KubeResource serviceaccounts robot -Confirm:$false
            Invoke-KubeApi -Method DELETE "$core/configmaps" -Session $admin
            1 | ForEach-Object -Parallel { Import-Module $using:manifest; Remove-KubeResource configmaps kube-root-ca.crt -Namespace team-a -Session $using:admin -Confirm:$false }
        } -Detailed -Session $admin -As system:serviceaccount:team-a:robot
        Get-KubeDeployment -Session $admin -Namespace team-a | Should -BeNullOrEmpty
        (Get-KubeConfigMap -Session $admin -Namespace team-a).Name | Should -Be $maps
        (Get-KubeServiceAccount robot -Session $admin -Namespace team-a).metadata.resourceVersion | Should -Be $before
        $calls = $answers | ForEach-Object { "$($_.Verb) $($_.About)" }
        'create deployments.apps', 'create configmaps', 'patch configmaps', 'delete serviceaccounts', 'deletecollection configmaps', 'delete configmaps' |
            ForEach-Object { $calls | Should -Contain $_ }
        $answers.Allowed | Should -Not -Contain $true
    }
    It 'holds back what has no dry run, and asks about it all the same' {
        $answers = Test-KubeAccess { New-KubeToken robot -Session $admin -Namespace team-a } -Detailed -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotSent,*'
        $answers.About | Should -Be serviceaccounts/token
        $answers.Allowed | Should -Be $false
    }
    It 'says no more than it knows of a script that does not come to its end' {
        $known = @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
        Test-KubeAccess { Get-KubePod -Session $admin -Namespace team-a; throw 'enough' } @known | Should -BeNullOrEmpty
        Test-KubeAccess { Get-KubeNode -Session $admin; throw 'enough' } @known -WarningVariable warnings | Should -BeFalse
        $warnings.Count | Should -Be 1
    }
    It 'leaves a script alone that runs afterwards' {
        Test-KubeAccess { Get-KubePod } | Out-Null
        New-KubeConfigMap real -Data @{ a = 'b' } -Session $admin -Namespace team-a | Out-Null
        (Get-KubeConfigMap real -Session $admin -Namespace team-a).data.a | Should -Be b
    }
}

Describe 'Test-KubeAccess for somebody else' {
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
        Test-KubeAccess list podz -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeFalse
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike '*Did you mean pods?*'
    }
}
