BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a -ServiceAccount robot
    $robot = $sandbox.Session
    $admin = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -Namespace team-a
    Grant-KubeAccess -ServiceAccount robot -Verb get, list -Resource pods, pods/log, deployments | Out-Null
    Grant-KubeAccess -ServiceAccount robot -Verb get -Resource secrets -Name db | Out-Null
    Grant-KubeAccess -User jane -Verb get -NonResource /metrics -ClusterWide | Out-Null
    Grant-KubeAccess -Group devs -Verb list -Resource services | Out-Null
    function Find-Rule($Rules, $Resource) { $Rules | Where-Object { $_.resources -contains $Resource -or $_.nonResourceURLs -contains $Resource } }
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeAccess' {
    It 'lists what I may do' {
        $rules = Get-KubeAccess -Session $robot
        (Find-Rule $rules pods).verbs | Should -Be get, list
        (Find-Rule $rules deployments).apiGroups | Should -Be apps
        (Find-Rule $rules secrets).resourceNames | Should -Be db
        (Find-Rule $rules /healthz).verbs | Should -Be get
        $rules[0].Namespace | Should -Be team-a
    }
    It 'lists what a service account may do, and through what' {
        $rules = Get-KubeAccess robot
        $rule = Find-Rule $rules pods
        $rule.verbs | Should -Be get, list
        $rule.Via | Should -Be 'RoleBinding team-a/podkube:robot'
    }
    It 'says the same as the server itself' {
        $own = Get-KubeAccess -Session $robot | ForEach-Object { "$($_.apiGroups)|$($_.resources)|$($_.resourceNames)|$($_.nonResourceURLs)|$($_.verbs)" } | Sort-Object
        $computed = Get-KubeAccess robot | ForEach-Object { "$($_.apiGroups)|$($_.resources)|$($_.resourceNames)|$($_.nonResourceURLs)|$($_.verbs)" } | Sort-Object -Unique
        Compare-Object ($own | Sort-Object -Unique) $computed | Should -BeNullOrEmpty
    }
    It 'lists what users and groups may do' {
        (Find-Rule (Get-KubeAccess -User jane) /metrics).Via | Should -Be 'ClusterRoleBinding podkube:user:jane'
        Find-Rule (Get-KubeAccess -User jane) services | Should -BeNullOrEmpty
        (Find-Rule (Get-KubeAccess -User jane -Group devs) services).verbs | Should -Be list
        (Get-KubeAccess -Group devs).resources | Should -Be services
    }
    It 'takes service accounts from the pipeline' {
        (Find-Rule (Get-KubeServiceAccount robot | Get-KubeAccess) secrets).resourceNames | Should -Be db
    }
    It 'looks into other namespaces' {
        Find-Rule (Get-KubeAccess team-a:robot -Namespace default) pods | Should -BeNullOrEmpty
    }
    It 'has the rules of aggregated roles' {
        New-TestObject /apis/rbac.authorization.k8s.io/v1/clusterroles @{
            apiVersion = 'rbac.authorization.k8s.io/v1'; kind = 'ClusterRole'
            metadata = @{ name = 'widgets'; labels = @{ 'rbac.authorization.k8s.io/aggregate-to-view' = 'true' } }
            rules = @(@{ apiGroups = @('example.com'); resources = @('widgets'); verbs = @('get') })
        } | Out-Null
        New-KubeRoleBinding viewers -ClusterRole view -User vera | Out-Null
        (Find-Rule (Get-KubeAccess -User vera) widgets).apiGroups | Should -Be example.com
    }
    It 'warns of bindings without a role' {
        New-KubeRoleBinding broken -Role nothing -User bert | Out-Null
        Get-KubeAccess -User bert -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike '*broken*nothing*'
    }
    It 'makes rules for a new role' {
        $role = Get-KubeAccess robot | Where-Object resources -contains pods | New-KubeRole copied
        $role.rules[0].verbs | Should -Be get, list
    }
    It 'shows kubectl''s table' {
        $table = Get-KubeAccess robot | Out-String -Width 200
        $table | Should -Match 'Resources\s+Non-Resource URLs\s+Resource Names\s+Verbs'
        $table | Should -Match '(?m)^deployments\.apps\s+\[\]\s+\[\]\s+\[get list\]'
        $table | Should -Match '(?m)^secrets\s+\[\]\s+\[db\]\s+\[get\]'
    }
    It 'needs the right to read roles for others' {
        Get-KubeAccess -User jane -Session $robot -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.GetKubeAccessCommand'
    }
}

Describe 'Rules computed from a random RBAC' {
    It 'agree with the server''s SubjectAccessReview on 2,000 questions over 100 roles' {
        $random = [Random]::new(20261121)
        function Pick([object[]] $From) { $From[$random.Next($From.Count)] }
        function PickSome([object[]] $From, [int] $Most) { , @(1..($random.Next($Most) + 1) | ForEach-Object { Pick $From } | Select-Object -Unique) }
        $verbs = 'get', 'list', 'watch', 'create', 'update', 'delete', '*'
        $groups = '', 'apps', 'batch', '*'
        $resources = 'pods', 'pods/log', 'secrets', 'deployments', 'deployments/scale', 'jobs', 'nodes', '*/scale', '*'
        $names = 'a', 'b', 'c'
        $places = 'random-0', 'random-1', 'random-2'
        $users = 0..9 | ForEach-Object { "user-$_" }
        $teams = 0..3 | ForEach-Object { "team-$_" }
        foreach ($place in $places) { New-TestNamespace $place | Out-Null }
        function New-Rule {
            if ($random.Next(8) -eq 0) { return @{ verbs = PickSome 'get', 'post', '*' 2; nonResourceURLs = PickSome '/metrics', '/logs/*', '/version', '*' 2 } }
            $rule = @{ verbs = PickSome $verbs 3; apiGroups = PickSome $groups 2; resources = PickSome $resources 3 }
            if ($random.Next(4) -eq 0) { $rule.resourceNames = PickSome $names 2 }
            $rule
        }
        $rbac = '/apis/rbac.authorization.k8s.io/v1'
        foreach ($i in 0..99) {
            $place = if ($random.Next(3)) { Pick $places }
            $isCluster = -not $place -or -not $random.Next(3)
            $rules = @(1..($random.Next(3) + 1) | ForEach-Object { New-Rule } | Where-Object { $isCluster -or -not $_.nonResourceURLs })
            $kind = if ($isCluster) { 'ClusterRole' } else { 'Role' }
            $path = if ($isCluster) { "$rbac/clusterroles" } else { "$rbac/namespaces/$place/roles" }
            New-TestObject $path @{ apiVersion = 'rbac.authorization.k8s.io/v1'; kind = $kind; metadata = @{ name = "random-$i" }; rules = $rules } | Out-Null
            $subject = switch ($random.Next(3)) {
                0 { @{ kind = 'User'; apiGroup = 'rbac.authorization.k8s.io'; name = Pick $users } }
                1 { @{ kind = 'Group'; apiGroup = 'rbac.authorization.k8s.io'; name = Pick $teams } }
                2 { @{ kind = 'ServiceAccount'; name = 'robot'; namespace = Pick $places } }
            }
            New-TestObject $(if ($place) { "$rbac/namespaces/$place/rolebindings" } else { "$rbac/clusterrolebindings" }) @{
                apiVersion = 'rbac.authorization.k8s.io/v1'; kind = $(if ($place) { 'RoleBinding' } else { 'ClusterRoleBinding' })
                metadata = @{ name = "random-$i" }
                roleRef = @{ apiGroup = 'rbac.authorization.k8s.io'; kind = $kind; name = "random-$i" }; subjects = @($subject)
            } | Out-Null
        }

        function Test-Rule($Rule, $Verb, $ApiGroup, $Resource, $Name, $Path) {
            if ($Rule.verbs -cnotcontains $Verb -and $Rule.verbs -cnotcontains '*') { return $false }
            if ($Path) { return [bool] @($Rule.nonResourceURLs | Where-Object { $_ -ceq $Path -or ($_.EndsWith('*') -and $Path.StartsWith($_.TrimEnd('*'))) }).Count }
            if ($Rule.apiGroups -cnotcontains $ApiGroup -and $Rule.apiGroups -cnotcontains '*') { return $false }
            $sub = $Resource.IndexOf('/')
            if ($Rule.resources -cnotcontains $Resource -and $Rule.resources -cnotcontains '*' -and -not ($sub -gt 0 -and $Rule.resources -ccontains "*$($Resource.Substring($sub))")) { return $false }
            -not $Rule.resourceNames -or $Rule.resourceNames -ccontains $Name
        }
        $held = @{}
        $allowed = 0
        $differences = foreach ($i in 1..2000) {
            $place = Pick $places
            $team = Pick $teams
            $isAccount = -not $random.Next(4)
            $user = if ($isAccount) { "system:serviceaccount:${place}:robot" } else { Pick $users }
            $key = "$user|$team|$place"
            if (-not $held.ContainsKey($key)) { $held[$key] = @(Get-KubeAccess -User $user -Group $team -Namespace $place) }
            $verb = Pick 'get', 'list', 'create', 'delete', 'post'
            $apiGroup = Pick '', 'apps', 'batch'
            $resource = Pick 'pods', 'pods/log', 'secrets', 'deployments', 'deployments/scale', 'jobs', 'nodes'
            $name = Pick '', 'a', 'b', 'd'
            $path = if ($random.Next(8) -eq 0) { Pick '/metrics', '/logs/x', '/version', '/other' }
            $expected = [bool] @($held[$key] | Where-Object { Test-Rule $_ $verb $apiGroup $resource $name $path }).Count
            $groups = @($team, 'system:authenticated') + $(if ($isAccount) { 'system:serviceaccounts', "system:serviceaccounts:$place" })
            $main, $subresource = $resource.Split('/')
            $spec = @{ user = $user; groups = $groups }
            if ($path) { $spec.nonResourceAttributes = @{ verb = $verb; path = $path } }
            else { $spec.resourceAttributes = @{ verb = $verb; group = $apiGroup; resource = $main; subresource = "$subresource"; namespace = $place; name = $name } }
            $answer = New-TestObject /apis/authorization.k8s.io/v1/subjectaccessreviews @{ apiVersion = 'authorization.k8s.io/v1'; kind = 'SubjectAccessReview'; spec = $spec }
            if ($answer.status.allowed) { $allowed++ }
            if ([bool] $answer.status.allowed -ne $expected) { "$user ($team) $verb $resource.$apiGroup $name $path in $place`: server $($answer.status.allowed), computed $expected" }
        }
        $differences | Should -BeNullOrEmpty
        $allowed | Should -BeGreaterThan 200
        $allowed | Should -BeLessThan 1800
    }
}
