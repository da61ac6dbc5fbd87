BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    New-TestNamespace team-a | Out-Null
    New-TestPod web-0 | Out-Null
    New-TestPod web-1 | Out-Null
    New-TestPod db-0 team-a | Out-Null
    New-TestNamespace side | Out-Null
    New-KubeDeployment front nginx -Namespace side | Wait-KubeRollout | Out-Null
    function Get-Completion([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches }
}
AfterAll { Stop-KubeSandbox }

Describe 'Tab' {
    It 'completes <line>' -ForEach @(
        @{ line = 'Get-KubePod '; expected = 'web-0', 'web-1' }
        @{ line = 'Get-KubePod web-'; expected = 'web-0', 'web-1' }
        @{ line = "Get-KubePod 'web-"; expected = 'web-0', 'web-1' }
        @{ line = 'Get-KubePod WEB-'; expected = 'web-0', 'web-1' }
        @{ line = 'Get-KubePod -Namespace team-a -Name '; expected = , 'db-0' }
        @{ line = 'Get-KubePod -Namespace te'; expected = , 'team-a' }
        @{ line = 'Get-KubeResource po'; expected = 'poddisruptionbudgets', 'pods', 'podtemplates' }
        @{ line = 'Get-KubeResource -Kind deploy'; expected = , 'deployments' }
        @{ line = 'Get-KubeResource pods '; expected = 'web-0', 'web-1' }
        @{ line = 'Remove-KubeResource po web'; expected = 'web-0', 'web-1' }
        @{ line = 'Wait-KubeRollout '; expected = 'daemonsets', 'deployments', 'statefulsets' }
        @{ line = 'Suspend-KubeRollout '; expected = , 'deployments' }
        @{ line = 'Update-KubeResource deploy'; expected = , 'deployments' }
        @{ line = 'Update-KubeResource po web'; expected = 'web-0', 'web-1' }
        @{ line = 'Publish-KubeResource -Namespace te'; expected = , 'team-a' }
        @{ line = 'Compare-KubeResource -FieldValidation '; expected = 'Ignore', 'Strict', 'Warn' }
        @{ line = 'Test-KubeAccess delete'; expected = 'delete', 'deletecollection' }
        @{ line = 'Wait-KubeResource pods web-0 -For del'; expected = , 'Deleted' }
        @{ line = 'Wait-KubeResource pods web-'; expected = 'web-0', 'web-1' }
        @{ line = 'Get-KubeLog web-'; expected = 'web-0', 'web-1' }
        @{ line = 'Get-KubeLog web-0 -Container '; expected = , 'main' }
        @{ line = 'Get-KubeLog web-0,web-1 -Container '; expected = , 'main' }
        @{ line = 'Get-KubeLog web* -Container m'; expected = , 'main' }
        @{ line = 'Get-KubeLog -LabelSelector app=none -Container '; expected = @() }
        @{ line = 'Get-KubeLog deployment/front -Namespace side -Container '; expected = , 'nginx' }
        @{ line = 'Get-KubeLog depl'; expected = , 'deployment/' }
        @{ line = 'Get-KubeLog -Namespace side deployment/'; expected = , 'deployment/front' }
        @{ line = 'Get-KubeEvent -For configm'; expected = , 'configmap/' }
        @{ line = 'Get-KubeEvent -For pod/web-'; expected = 'pod/web-0', 'pod/web-1' }
        @{ line = 'Grant-KubeAccess -ServiceAccount de'; expected = , 'default' }
        @{ line = 'New-KubeRoleBinding x -ServiceAccount de'; expected = , 'default' }
        @{ line = 'New-KubeRoleBinding x -ClusterRole cluster-a'; expected = , 'cluster-admin' }
        @{ line = 'New-KubeClusterRoleBinding x -ClusterRole cluster-a'; expected = , 'cluster-admin' }
        @{ line = 'New-KubeRoleBinding x -Namespace kube-public -Role '; expected = , 'system:controller:bootstrap-signer' }
        @{ line = 'Grant-KubeAccess -Resource pods/lo'; expected = , 'pods/log' }
        @{ line = 'Test-KubeAccess patch deployments.apps/sc'; expected = , 'deployments.apps/scale' }
        @{ line = 'Get-KubeNamespace tea'; expected = , 'team-a' }
    ) {
        $found = (Get-Completion $line).CompletionText
        foreach ($text in $expected) { $found | Should -Contain $text }
        if ($expected.Count -lt 3) { $found.Count | Should -Be $expected.Count }
    }
    It 'offers the members after a pipe' {
        (Get-Completion 'Get-KubePod | Where-Object Res').CompletionText | Should -Contain Restarts
        (Get-Completion 'Get-KubeDeployment | Select-Object UpTo').CompletionText | Should -Contain UpToDate
        (Get-Completion 'Get-KubeService | Select-Object Na').CompletionText | Should -Be Name, Namespace
    }
    It 'completes the contexts of a kubeconfig file' {
        $config = Join-Path $TestDrive contexts
        Set-Content $config "apiVersion: v1`nkind: Config`ncontexts: [{name: prod, context: {cluster: c, user: u}}, {name: my stage, context: {cluster: c, user: u}}]"
        (Get-Completion "Connect-KubeCluster -Kubeconfig '$config' -Context ").CompletionText | Should -Be "'my stage'", prod
        (Get-Completion "Connect-KubeCluster -Kubeconfig '$config' -Context pr").CompletionText | Should -Be prod
        $before = $env:KUBECONFIG
        try {
            $env:KUBECONFIG = $config
            (Get-Completion 'Connect-KubeCluster -Context p').CompletionText | Should -Be prod
        }
        finally { $env:KUBECONFIG = $before }
    }
    It 'explains what it offers' {
        (Get-Completion 'Get-KubePod web-0')[0].ToolTip | Should -Be 'Pod default/web-0'
    }
    It 'is silent where nothing answers, and takes no longer than a moment' {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $config = Join-Path $TestDrive config
        Set-Content $config "apiVersion: v1`nkind: Config`ncurrent-context: x`nclusters: [{name: c, cluster: {server: 'http://127.0.0.1:$($listener.LocalEndpoint.Port)'}}]`nusers: [{name: u, user: {}}]`ncontexts: [{name: x, context: {cluster: c, user: u}}]"
        $code = "Import-Module '$((Get-Module PodKube).ModuleBase)/PodKube.psd1'; (TabExpansion2 'Get-KubePod nope-' 17).CompletionMatches.Count; `$Error.Count"
        $before = $env:KUBECONFIG
        try {
            $env:KUBECONFIG = $config
            & (Get-Process -Id $PID).Path -NoProfile -Command $code | Should -Be 0, 0
        }
        finally {
            $env:KUBECONFIG = $before
            $listener.Stop()
        }
    }
}
