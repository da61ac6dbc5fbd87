BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    New-TestNamespace team-a | Out-Null
    function New-TestMap([string] $Name, [string] $Namespace = 'default', [hashtable] $Labels = @{}) {
        New-TestObject "/api/v1/namespaces/$Namespace/configmaps" @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $Name; labels = $Labels } }
    }
    function Set-TestMap([string] $Name, [hashtable] $Patch) {
        Invoke-KubeApi "/api/v1/namespaces/default/configmaps/$Name" -Method PATCH -Body $Patch | Out-Null
    }
    # The changes are made by the pipeline itself once the marker's event shows that the watch runs.
    function Watch-Change([scriptblock] $Watch, [scriptblock] $Change) {
        $done = $false
        & $Watch | ForEach-Object {
            $_
            if (-not $done) { $done = $true; & $Change | Out-Null }
        }
    }
}
AfterAll { Stop-KubeSandbox }

Describe 'Watch-KubeResource' {
    BeforeEach { New-TestMap marker | Out-Null }
    AfterEach { Get-KubeConfigMap -AllNamespaces | Where-Object Name -NE kube-root-ca.crt | Where-Object Namespace -In default, team-a | Remove-KubeResource }

    It 'tells what is there, and then what happens' {
        $events = Watch-Change { Watch-KubeResource cm marker, a -Until { $_.Type -eq 'Deleted' } } {
            New-TestMap a
            Set-TestMap a @{ data = @{ x = '1' } }
            Remove-KubeResource cm a
        }
        $events.ForEach({ "$_" }) | Should -Be @(
            'Added ConfigMap default/marker', 'Added ConfigMap default/a', 'Modified ConfigMap default/a', 'Deleted ConfigMap default/a')
        $events[0].IsInitial | Should -BeTrue
        $events[1].IsInitial | Should -BeFalse
        $events[2].Object.data.x | Should -Be '1'
        $events[2].Object.pstypenames | Should -Contain PodKube.v1.ConfigMap
        $events[0] | Should -BeOfType PodKube.WatchEvent
    }
    It 'ends when the pipeline has enough' {
        @(Watch-KubeResource cm | Select-Object -First 1).Count | Should -Be 1
    }
    It 'ends when the time is up, which is no error' {
        # Whether there is time enough to tell what is there is no matter.
        Watch-KubeResource cm marker -Timeout 300ms -ErrorAction Stop | Where-Object Name -NE marker | Should -BeNullOrEmpty
    }
    It 'says when the time was up before -Until was true' {
        Watch-KubeResource cm marker -Timeout 300ms -Until { $_.Type -eq 'Deleted' } -ErrorAction SilentlyContinue -ErrorVariable problems | Out-Null
        $problems.FullyQualifiedErrorId | Should -Be 'Timeout,PodKube.Commands.WatchKubeResourceCommand'
    }
    It 'watches several kinds and namespaces at the same time' {
        New-TestMap other team-a | Out-Null
        New-TestPod web-0 | Out-Null
        $seen = [System.Collections.Generic.HashSet[string]]::new()
        Watch-KubeResource cm, pods -Namespace default, team-a -Name marker, other, web-0 -Timeout 300 -Until { $null = $seen.Add("$_"); $seen.Count -eq 3 } | Out-Null
        $seen | Sort-Object | Should -Be 'Added ConfigMap default/marker', 'Added ConfigMap team-a/other', 'Added Pod default/web-0'
        Remove-KubeResource pods web-0
    }
    It 'watches all namespaces' {
        New-TestMap other team-a | Out-Null
        $last = Watch-KubeResource cm -AllNamespaces -Timeout 300 -Until { $_.Name -eq 'other' } | Select-Object -Last 1
        $last.Namespace | Should -Be team-a
    }
    It 'watches the namespaces that are piped in' {
        New-TestMap other team-a | Out-Null
        (Get-KubeNamespace team-a | Watch-KubeResource cm other -Timeout 300 -Until { $true }).Namespace | Should -Be team-a
    }
    It 'watches the objects that are piped in' {
        $events = Watch-Change { Get-KubeConfigMap marker | Watch-KubeResource -Timeout 300 -Until { $_.Type -eq 'Modified' } } {
            New-TestMap a
            Set-TestMap marker @{ data = @{ x = '1' } }
        }
        $events.Name | Sort-Object -Unique | Should -Be marker
    }
    It 'tells as deleted what no longer carries the labels' {
        New-TestMap a default @{ app = 'web' } | Out-Null
        $events = Watch-Change { Watch-KubeResource cm -LabelSelector @{ app = 'web' } -Timeout 300 -Until { $_.Type -eq 'Deleted' } } {
            Set-TestMap a @{ metadata = @{ labels = @{ app = 'db' } } }
        }
        $events.Type | Should -Be Added, Deleted
    }
    It 'leaves out what is there already with -SkipInitial' {
        $watch = Start-Watching 'Watch-KubeResource cm -SkipInitial -Timeout 300 -Until { $true }'
        New-TestMap a | Out-Null
        (Complete-Background $watch).Name | Should -Be a
    }
    It 'neither loses nor doubles an event while its connection is killed again and again' {
        $fault = Set-KubeSandboxFault DropConnection watch configmaps -AfterBytes 20000 -PassThru
        $made = [System.Collections.Generic.List[string]]::new()
        $events = Watch-Change { Watch-KubeResource cm -Until { $_.Name -eq 'zz-last' } } {
            foreach ($i in 1..400) {
                $made.Add((Invoke-KubeApi /api/v1/namespaces/default/configmaps/marker -Method PATCH -Body @{ data = @{ n = "$i" } }).metadata.resourceVersion)
            }
            New-TestMap zz-last
        }
        ($fault | Set-KubeSandboxFault -Clear -PassThru).Hits | Should -BeGreaterThan 5
        $events.Where({ $_.Name -eq 'marker' -and -not $_.IsInitial }).Object.metadata.resourceVersion | Should -Be $made
    }
    It 'arrives at the server''s state though the history is lost again and again' {
        1..20 | ForEach-Object { New-TestMap "s$_" } | Out-Null
        $fault = Set-KubeSandboxFault ExpireWatch watch configmaps -AfterEvents 15 -PassThru
        $state = @{}
        $script:step = 0
        # The next change that the server takes. Some are of what is not there, or is there already.
        function Step-Change {
            $maps = '/api/v1/namespaces/default/configmaps'
            while ($script:step -lt 120) {
                $i = ++$script:step
                $name = "s$(1 + $i * 7 % 20)"
                $change = switch ($i % 3) {
                    0 { @{ Method = 'DELETE'; Path = "$maps/$name" } }
                    1 { @{ Method = 'PATCH'; Path = "$maps/$name"; Body = @{ data = @{ n = "$i" } } } }
                    2 { @{ Method = 'POST'; Path = $maps; Body = @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $name } } } }
                }
                Invoke-KubeApi @change -SkipHttpErrorCheck -StatusCodeVariable status | Out-Null
                if ($status -lt 300) { return }
            }
            New-TestMap zz-last | Out-Null
        }
        # One change for each event: made all at once, they could all be over before the watch goes on from its first loss.
        Watch-KubeResource cm -Until { $_.Name -eq 'zz-last' } | ForEach-Object {
            if (($_.Type -eq 'Added') -eq $state.ContainsKey($_.Name)) { throw "$_ does not fit to what was told before" }
            if ($_.Type -eq 'Deleted') { $state.Remove($_.Name) } else { $state[$_.Name] = $_.Object.metadata.resourceVersion }
            if ($_.Name -ne 'zz-last' -and ($_.Name -eq 'marker' -or -not $_.IsInitial)) { Step-Change }
        }
        ($fault | Set-KubeSandboxFault -Clear -PassThru).Hits | Should -BeGreaterThan 2
        $state.Keys.ForEach({ "$_@$($state[$_])" }) | Sort-Object |
            Should -Be (Get-KubeConfigMap | ForEach-Object { "$($_.Name)@$($_.metadata.resourceVersion)" } | Sort-Object)
    }
    It 'reports what may not be watched, and goes on with the rest' {
        $session = Connect-KubeCluster -Kubeconfig (Get-KubeSandbox).AdminKubeconfig -As system:serviceaccount:default:default -NotDefault
        Grant-KubeAccess -ServiceAccount default -Verb list, watch -Resource configmaps | Out-Null
        Wait-KubeResource cm marker -For Created -Session $session | Out-Null
        # Each event makes the next one, until the failure of the other watch has come too.
        $seen = Watch-KubeResource secrets, cm -Name marker -Session $session -ErrorAction SilentlyContinue -ErrorVariable problems -Timeout 300 -Until {
            Set-TestMap marker @{ data = @{ n = "$((++$script:round))" } }
            $problems.Count -gt 0
        }
        $seen.Name | Select-Object -Unique | Should -Be marker
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.WatchKubeResourceCommand'
    }
    It 'asks for a kind when there is none' {
        Watch-KubeResource -Name marker -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.WatchKubeResourceCommand'
    }
    It 'refuses -Namespace together with -AllNamespaces' {
        { Watch-KubeResource cm -Namespace default -AllNamespaces } | Should -Throw -ErrorId 'InvalidRequest,PodKube.Commands.WatchKubeResourceCommand'
    }
}
