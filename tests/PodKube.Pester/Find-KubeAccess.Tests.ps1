BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a -ServiceAccount robot
    $robot = $sandbox.Session
    Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -Namespace team-a | Out-Null
    Grant-KubeAccess -ServiceAccount robot -Verb delete -Resource secrets -RoleName robots | Out-Null
    Grant-KubeAccess -User jane -Verb delete -Resource secrets -Name db -RoleName named | Out-Null
    Grant-KubeAccess -Group devs -Verb delete -Resource secrets -Namespace default -RoleName devs | Out-Null
    Grant-KubeAccess -User mona -Verb get -NonResource /metrics -ClusterWide | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Find-KubeAccess' {
    It 'finds everybody who may, and through which binding' {
        $found = Find-KubeAccess -Verb delete -Resource secrets
        $one = $found | Where-Object Name -eq robot
        $one.Kind | Should -Be ServiceAccount
        $one.Namespace | Should -Be team-a
        $one.Binding | Should -Be RoleBinding/robots
        $one.Role | Should -Be Role/robots
        $one.Scope | Should -Be team-a
        $found.Name | Should -Contain system:masters
        $found.Name | Should -Not -Contain jane
        $found.Name | Should -Not -Contain devs
    }
    It 'finds those who may with one object' {
        (Find-KubeAccess delete secrets db).Name | Should -Contain jane
    }
    It 'looks into all namespaces' {
        $found = Find-KubeAccess delete secrets -AllNamespaces
        ($found | Where-Object Name -eq devs).Scope | Should -Be default
        $found.Name | Should -Contain robot
    }
    It 'finds who may reach a path' {
        (Find-KubeAccess get -NonResource /metrics).Name | Should -Contain mona
    }
    It 'agrees with the server about those it finds' {
        foreach ($one in Find-KubeAccess delete secrets | Where-Object Kind -eq User) {
            Test-KubeAccess delete secrets -As $one.Name | Should -BeTrue
        }
        Test-KubeAccess delete secrets -Session $robot | Should -BeTrue
    }
    It 'asks about kinds that are not served with a warning' {
        Find-KubeAccess list unicorns -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        $warnings.Count | Should -Be 1
    }
    It 'needs the right to read roles' {
        Find-KubeAccess delete secrets -Session $robot -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.FindKubeAccessCommand'
    }
}
