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
    It 'starts with the objects of manifests, several namespaces and a service account' {
        Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive fixtures))
        try {
            Set-Content a.yaml "apiVersion: v1`nkind: ConfigMap`nmetadata: {name: settings}`ndata: {a: '1'}`n---`napiVersion: v1`nkind: ConfigMap`nmetadata: {name: other, namespace: team-b}"
            Set-Content b.yaml "apiVersion: rbac.authorization.k8s.io/v1`nkind: RoleBinding`nmetadata: {name: robot, namespace: team-a}`nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}`nsubjects: [{kind: ServiceAccount, name: robot, namespace: team-a}]"
            Set-Content c.json '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"not-matched"}}'
            $sandbox = Start-KubeSandbox -Manifest ./*.yaml -Node 3 -Namespace team-a, team-b -ServiceAccount robot
        }
        finally { Pop-Location }
        (Get-KubeIdentity).User | Should -Be system:serviceaccount:team-a:robot
        (Get-KubeConfigMap settings).data.a | Should -Be '1'
        $admin = Connect-KubeCluster -Kubeconfig $sandbox.AdminKubeconfig
        (Get-KubeConfigMap other -Namespace team-b -Session $admin).Name | Should -Be other
        Get-KubeConfigMap -AllNamespaces -Session $admin | Where-Object Name -EQ not-matched | Should -BeNullOrEmpty
        (Get-KubeNode -Session $admin).Count | Should -Be 3
    }
    It 'says which manifest it could not read' {
        { Start-KubeSandbox -Manifest (Join-Path $TestDrive nope.yaml) } | Should -Throw -ErrorId 'PathNotFound,*'
        Set-Content (Join-Path $TestDrive bad.yaml) 'kind: [unclosed'
        { Start-KubeSandbox -Manifest (Join-Path $TestDrive bad.yaml) } | Should -Throw -ExpectedMessage '*bad.yaml*' -ErrorId 'SandboxFailed,*'
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
        if ($process) { $process.WaitForExit(300000) | Should -BeTrue }
    }
}
