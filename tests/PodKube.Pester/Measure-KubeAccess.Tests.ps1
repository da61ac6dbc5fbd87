BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $sandbox = Start-KubeSandbox -Namespace team-a -ServiceAccount robot
    $robot = $sandbox.Session
    $admin = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig -Namespace team-a
    $manifest = (Get-Module PodKube).Path -replace 'PodKube\.dll$', 'PodKube.psd1'
    function ConvertTo-Line($Rules) {
        foreach ($rule in $Rules) { "$($rule.verbs) $($rule.apiGroups):$($rule.resources)$($rule.nonResourceURLs) [$($rule.resourceNames)] $($rule.Namespace)" }
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
    It 'covers jobs and runspaces that the script starts' {
        $rules = Measure-KubeAccess {
            Start-ThreadJob { Import-Module $using:manifest; Get-KubePod } | Receive-Job -Wait -AutoRemoveJob
            $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; Get-KubeService")
            $shell.EndInvoke($shell.BeginInvoke())
            $shell.Dispose()
        }
        $rules.resources | Should -Be pods, services
    }
    It 'tells measurements apart that run at the same time' {
        $rules = 'pods', 'services', 'configmaps' | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $kind = $_
            [pscustomobject] @{ Kind = $kind; Measured = (Measure-KubeAccess { 1..5 | ForEach-Object { Get-KubeResource $kind } }).resources }
        }
        $rules | ForEach-Object { $_.Measured | Should -Be $_.Kind }
    }
    It 'does not count what another runspace of the process does meanwhile' {
        $go = [System.Threading.ManualResetEventSlim]::new()
        $done = [System.Threading.ManualResetEventSlim]::new()
        $other = [powershell]::Create().AddScript('param($manifest, $go, $done) Import-Module $manifest; $go.Wait(); Get-KubeSecret; $done.Set()')
        $running = $other.AddArgument($manifest).AddArgument($go).AddArgument($done).BeginInvoke()
        $calls = Measure-KubeAccess { $go.Set(); $done.Wait([timespan]::FromSeconds(60)) | Should -BeTrue; Get-KubePod } -Detailed
        $other.EndInvoke($running)
        $other.Dispose()
        $calls.About | Should -Be pods
    }
    It 'counts the watch of a wait that was over at once' {
        $rules = Measure-KubeAccess { Wait-KubeResource configmaps nothing -For Deleted }
        ConvertTo-Line $rules | Should -Be 'list watch :configmaps [nothing] team-a'
    }
    It 'knows the name that a field selector leaves' {
        ConvertTo-Line (Measure-KubeAccess { Get-KubePod -FieldSelector metadata.name=web }) | Should -Be 'list :pods [web] team-a'
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
}

Describe "Measure-KubeAccess on the tour's runbook" -Skip:$OnCluster {
    BeforeAll {
        $tour = (Resolve-Path "$PSScriptRoot/../../docs/examples/runbook.ps1").Path
        $rules = @(Measure-KubeAccess { & $tour -Session $admin })
        # Every verb on every kind alone: the smallest rules that there are.
        $rights = @(foreach ($rule in $rules) {
            foreach ($verb in $rule.verbs) {
                foreach ($resource in $rule.resources) {
                    $right = @{ verbs = @($verb); apiGroups = @($rule.apiGroups); resources = @($resource) }
                    if ($rule.resourceNames) { $right.resourceNames = @($rule.resourceNames) }
                    $right
                }
            }
        })
        New-KubeRoleBinding runbook -Role runbook -ServiceAccount robot | Out-Null
        function Set-Runbook($Rules) {
            Remove-KubeResource roles runbook -ErrorAction Ignore
            $Rules | New-KubeRole -Name runbook | Out-Null
        }
        function Set-Schedulable([bool] $Value) {
            Get-KubeNode | Update-KubeResource -Merge @{ spec = @{ unschedulable = -not $Value } } | Out-Null
        }
    }
    It 'finds out what it needs' {
        ConvertTo-Line $rules | Should -Be 'list :pods [] team-a', 'create apps:deployments [] team-a', 'delete get list watch apps:deployments [web] team-a'
    }
    It 'makes a role under which the runbook passes' {
        Set-Runbook $rules
        & $tour -Session $robot | Should -Contain 'the deployment and its pods are gone'
    }
    It 'makes a role from which no rule can be taken without the runbook failing' {
        $rights.Count | Should -Be 6
        foreach ($taken in $rights) {
            $about = "$($taken.verbs) $($taken.resources)"
            Set-Runbook ($rights | Where-Object { -not [object]::ReferenceEquals($_, $taken) })
            # Who need not wait need not watch: there are no nodes for the pods while that rule is missing.
            Set-Schedulable ($taken.verbs[0] -ne 'watch')
            try {
                $failure = $null
                try { & $tour -Session $robot | Out-Null } catch { $failure = $_ }
                $failure.FullyQualifiedErrorId | Should -BeLike 'Forbidden,*' -Because "$about is missing"
                $failure.Exception.Forbidden.Verb | Should -Be $taken.verbs[0] -Because "$about is missing"
            }
            finally {
                Set-Schedulable $true
                Get-KubeDeployment web -ErrorAction Ignore | Remove-KubeResource -PropagationPolicy Foreground -Wait -Confirm:$false
            }
        }
    }
}
