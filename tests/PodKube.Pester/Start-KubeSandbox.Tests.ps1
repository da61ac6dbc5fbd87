BeforeAll { . "$PSScriptRoot/Import-PodKube.ps1" }

Describe 'Start-KubeSandbox' {
    AfterEach { Stop-KubeSandbox }

    It 'starts a server and connects as its administrator' {
        $sandbox = Start-KubeSandbox
        $sandbox.State | Should -Be Running
        $sandbox.Server.Scheme | Should -Be https
        $sandbox.Server.IsLoopback | Should -BeTrue
        $sandbox.Session.IsDefault | Should -BeTrue
        Test-KubeAccess '*' '*' -AllNamespaces | Should -BeTrue
        (Get-KubePod -Namespace kube-system)[0].metadata.creationTimestamp | Should -BeOfType datetime
    }
    It 'connects as the service account that is named' {
        Start-KubeSandbox -Namespace team-a -ServiceAccount robot | Out-Null
        (Get-KubeIdentity).User | Should -Be system:serviceaccount:team-a:robot
        Test-KubeAccess list pods | Should -BeFalse
    }
    It 'lays out a service account folder as a pod has it' {
        $sandbox = Start-KubeSandbox -Namespace team-a
        'token', 'ca.crt', 'namespace' | ForEach-Object { Join-Path $sandbox.ServiceAccountPath $_ | Should -Exist }
        Get-Content (Join-Path $sandbox.ServiceAccountPath namespace) | Should -Be team-a
        $sandbox.Kubeconfig | Should -Exist
        $sandbox.AdminKubeconfig | Should -Exist
    }
    It 'has as many nodes as asked for' {
        Start-KubeSandbox -Node 2 | Out-Null
        (Get-KubeNode).Count | Should -Be 2
    }
    # The sandbox takes --manifest and does not read it yet.
    It 'starts with the objects of manifests' -Skip {
        $manifest = Join-Path $TestDrive map.yaml
        Set-Content $manifest "apiVersion: v1`nkind: ConfigMap`nmetadata: {name: settings, namespace: default}`ndata: {a: '1'}"
        Start-KubeSandbox -Manifest (Join-Path $TestDrive '*.yaml') | Out-Null
        (Get-KubeConfigMap settings).data.a | Should -Be '1'
    }
    It 'leaves the default session with -NotDefault' {
        $first = Start-KubeSandbox
        $second = Start-KubeSandbox -NotDefault
        $first.Session.IsDefault | Should -BeTrue
        $second.Session.IsDefault | Should -BeFalse
        $second.Server | Should -Not -Be $first.Server
    }
    It 'says in the sandbox''s own words why it did not start' {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            { Start-KubeSandbox -Port $listener.LocalEndpoint.Port } | Should -Throw -ErrorId 'SandboxFailed,PodKube.Commands.StartKubeSandboxCommand'
        }
        finally { $listener.Stop() }
        Get-KubeSandbox | Should -BeNullOrEmpty
    }
    It 'outlives the Ctrl+C that ends a command' -Skip:$IsWindows {
        $sandbox = Start-KubeSandbox
        & kill -INT $sandbox.ProcessId
        Get-KubeNamespace default | Should -Not -BeNullOrEmpty
        $sandbox.State | Should -Be Running
    }
    It 'ends with the pwsh that started it' {
        $id = & (Get-Process -Id $PID).Path -NoProfile -Command "Import-Module '$((Get-Module PodKube).ModuleBase)/PodKube.psd1'; (Start-KubeSandbox).ProcessId"
        $process = Get-Process -Id $id -ErrorAction Ignore
        if ($process) { $process.WaitForExit(20000) | Should -BeTrue }
    }
}
