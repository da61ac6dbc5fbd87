BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a -ServiceAccount robot
    $robot = $sandbox.Session
    $admin = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -Namespace team-a
    $manifest = (Get-Module PodKube).Path -replace 'PodKube\.dll$', 'PodKube.psd1'
    function ConvertTo-Line($Rules) {
        foreach ($rule in $Rules) { "$($rule.verbs) $($rule.apiGroups):$($rule.resources)$($rule.nonResourceURLs) [$($rule.resourceNames)] $($rule.Namespace)" }
    }
    $runbook = {
        param($Session)
        New-KubeDeployment shop nginx -Session $Session -ErrorAction Stop | Out-Null
        Get-KubeDeployment shop -Session $Session -ErrorAction Stop | Out-Null
        Get-KubePod -Session $Session -ErrorAction Stop | Out-Null
        Remove-KubeResource deployments shop -Session $Session -ErrorAction Stop
    }
}
AfterAll { Stop-KubeSandbox }

Describe 'Measure-KubeAccess' {
    It 'emits the rules that a script needs, and nothing else' {
        $rules = Measure-KubeAccess { Get-KubePod; Get-KubePod; Get-KubeSecret db -ErrorAction Ignore; 'output' }
        ConvertTo-Line $rules | Sort-Object | Should -Be 'get :secrets [db] team-a', 'list :pods [] team-a'
    }
    It 'widens names on demand' {
        ConvertTo-Line (Measure-KubeAccess { Get-KubeSecret db -ErrorAction Ignore } -IgnoreNames) | Should -Be 'get :secrets [] team-a'
    }
    It 'knows cluster-scoped kinds and paths' {
        $rules = Measure-KubeAccess { Get-KubeNode; Invoke-KubeApi /metrics -ErrorAction Ignore; Invoke-KubeApi /version }
        ConvertTo-Line $rules | Sort-Object | Should -Be 'get :/metrics [] ', 'list :nodes [] '
        ConvertTo-Line (Measure-KubeAccess { Invoke-KubeApi /version } -IncludeDefault) | Should -Be 'get :/version [] '
    }
    It 'counts calls that were forbidden' {
        ConvertTo-Line (Measure-KubeAccess { Get-KubeService -Session $robot -ErrorAction Ignore }) | Should -Be 'list :services [] team-a'
    }
    It 'covers nested measurements' {
        $outer = Measure-KubeAccess { Get-KubePod; $script:inner = Measure-KubeAccess { Get-KubeService } }
        ConvertTo-Line $script:inner | Should -Be 'list :services [] team-a'
        ConvertTo-Line $outer | Should -Be 'list :pods services [] team-a'
    }
    It 'covers parallel script blocks' {
        $rules = Measure-KubeAccess { 'pods', 'services', 'configmaps' | ForEach-Object -Parallel { Import-Module $using:manifest; Get-KubeResource $_ } }
        $rules.resources | Should -Be configmaps, pods, services
    }
    It 'emits the calls with -Detailed' {
        $calls = Measure-KubeAccess { Get-KubePod -Session $robot -ErrorAction Ignore; Get-KubePod } -Detailed
        $calls.About | Should -Be pods, pods
        $calls.Allowed | Should -Be $false, $true
        $calls[0].Verb | Should -Be list
        $calls[0].Namespace | Should -Be team-a
    }
    It 'says when the script did not come to its end' {
        $rules = Measure-KubeAccess { Get-KubePod; throw 'enough'; Get-KubeService } -ErrorAction SilentlyContinue -ErrorVariable problems -WarningVariable warnings -WarningAction SilentlyContinue
        ConvertTo-Line $rules | Should -Be 'list :pods [] team-a'
        "$problems" | Should -Match enough
        $warnings.Count | Should -Be 1
    }
    It 'makes a role under which the script passes, and from which no rule can be taken' {
        $rules = @(Measure-KubeAccess { & $runbook $admin })
        $rules | New-KubeRole -Name runbook | Out-Null
        New-KubeRoleBinding runbook -Role runbook -ServiceAccount robot | Out-Null
        & $runbook $robot
        $rights = @(foreach ($rule in $rules) { foreach ($verb in $rule.verbs) { foreach ($resource in $rule.resources) { , @($verb, $resource, $rule) } } })
        $rights.Count | Should -BeGreaterThan 3
        foreach ($left in $rights) {
            $others = @($rights | Where-Object { -not [object]::ReferenceEquals($_, $left) } | ForEach-Object {
                $rule = @{ apiGroups = @($_[2].apiGroups); resources = @($_[1]); verbs = @($_[0]) }
                if ($_[2].resourceNames) { $rule.resourceNames = @($_[2].resourceNames) }
                $rule
            })
            Remove-KubeResource roles runbook
            $others | New-KubeRole -Name runbook | Out-Null
            Remove-KubeResource deployments shop -ErrorAction Ignore
            { & $runbook $robot } | Should -Throw -ErrorId 'Forbidden,*' -Because "$($left[0]) $($left[1]) is missing"
            Remove-KubeResource deployments shop -ErrorAction Ignore
        }
    }
}
