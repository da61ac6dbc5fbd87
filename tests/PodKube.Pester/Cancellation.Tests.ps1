BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $manifest = Join-Path (Get-Module PodKube).ModuleBase PodKube.psd1
    # Takes connections and never answers.
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $server = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
    # What a pod would see: the first cmdlet connects by itself.
    $env:PODKUBE_SERVICEACCOUNT = Join-Path $TestDrive nowhere
    $env:KUBECONFIG = Join-Path $TestDrive config
    Set-Content $env:KUBECONFIG @"
apiVersion: v1
kind: Config
current-context: stuck
clusters: [{name: c, cluster: {server: '$server'}}]
contexts: [{name: stuck, context: {cluster: c, user: u}}]
users: [{name: u, user: {}}]
"@

    # Starts a call in a runspace of its own and returns once the server has the connection.
    function Start-StuckCall([string] $Script) {
        $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; $Script")
        $running = $shell.BeginInvoke()
        $connection = $listener.AcceptTcpClientAsync()
        while (-not $connection.Wait(50)) {
            if ($running.IsCompleted) { throw "The call ended by itself: $($shell.Streams.Error) $($shell.InvocationStateInfo.Reason)" }
        }
        [pscustomobject] @{ Shell = $shell; Connection = $connection.Result }
    }
}
AfterAll { $listener.Stop() }

Describe 'Stopping a pipeline' {
    # Every limit of the client is 10 s or more: what ends earlier was ended by the stop.
    It 'ends <title>' -ForEach @(
        @{ title = 'a connection that is checked'; script = 'Connect-KubeCluster -Server {0}' }
        @{ title = 'a TLS handshake'; script = 'Connect-KubeCluster -Server {1}' }
        @{ title = 'a request'; script = 'Get-KubePod' }
        @{ title = 'a list'; script = 'Get-KubePod -AllNamespaces' }
        @{ title = 'discovery'; script = 'Get-KubeApiResource' }
        @{ title = 'a wait'; script = 'Wait-KubeResource -Kind v1/Pod x -For Deleted -Timeout 60' }
        @{ title = 'a wait for what is piped in'; script = '@{{ apiVersion = "v1"; kind = "Pod"; metadata = @{{ name = "x" }} }} | Wait-KubeResource -For Deleted -Timeout 60' }
        @{ title = 'a rollout'; script = 'Wait-KubeRollout deployment x -Timeout 60' }
        @{ title = 'a drain'; script = 'Clear-KubeNode x -Timeout 60' }
        @{ title = 'a watch'; script = 'Watch-KubeResource pods' }
        @{ title = 'a log'; script = 'Get-KubeLog x -Container c -Follow' }
        @{ title = 'the logs of a selector'; script = 'Get-KubeLog -LabelSelector app=x -Follow' }
        @{ title = 'any call'; script = 'Invoke-KubeApi /version' }
    ) {
        $stuck = Start-StuckCall ($script -f $server, $server.Replace('http:', 'https:'))
        $stuck.Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(5000) | Should -BeTrue
        $stuck.Shell.InvocationStateInfo.State | Should -Be Stopped
        $stuck.Connection.Dispose()
    }
}
