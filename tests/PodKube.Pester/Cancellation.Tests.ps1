BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $manifest = Join-Path (Get-Module PodKube).ModuleBase PodKube.psd1
    # What a pod would see: the first cmdlet connects by itself.
    $env:PODKUBE_SERVICEACCOUNT = Join-Path $TestDrive nowhere
    $env:KUBECONFIG = Join-Path $TestDrive config

    # Starts a call in a runspace of its own and returns once the server has the connection. The server takes connections and never
    # answers; each call has one of its own, so that a connection is this call's and not one that a stopped call still opened.
    function Start-StuckCall([string] $Script) {
        Disconnect-KubeCluster -All
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $server = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
        Set-Content $env:KUBECONFIG @"
apiVersion: v1
kind: Config
current-context: stuck
clusters: [{name: c, cluster: {server: '$server'}}]
contexts: [{name: stuck, context: {cluster: c, user: u}}]
users: [{name: u, user: {}}]
"@
        $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; " + ($Script -f $server, $server.Replace('http:', 'https:')))
        $running = $shell.BeginInvoke()
        while (-not $listener.Server.Poll(50000, 'SelectRead')) {
            if ($running.IsCompleted) { throw "The call ended by itself: $($shell.Streams.Error) $($shell.InvocationStateInfo.Reason)" }
        }
        [pscustomobject] @{ Shell = $shell; Listener = $listener }
    }

    # Starts a call on the sandbox and returns once its last request was answered, or its first object came: from then on it only waits.
    function Start-WaitingCall([string] $Script, [string] $Until) {
        $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; Connect-KubeCluster -Kubeconfig '$config' | Out-Null; $Script")
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        $sign = $output
        if ($Until) { $sign = $shell.Streams.Verbose }
        Register-ObjectEvent -InputObject $sign -EventName DataAdded -SourceIdentifier PodKube.Sign | Out-Null
        try {
            $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output) | Out-Null
            while (-not ($sign.ReadAll() -match $Until)) {
                Wait-Event PodKube.Sign -Timeout 30 | Remove-Event
                if ($shell.InvocationStateInfo.State -ne 'Running') { throw "The call ended by itself: $($shell.Streams.Error) $($shell.InvocationStateInfo.Reason)" }
            }
        } finally {
            Get-EventSubscriber PodKube.Sign | Unregister-Event
        }
        $shell
    }

    # Stops a call and awaits its end. Every limit of the client is 10 s or more: what ends earlier was ended by the stop.
    function Stop-Call([powershell] $Shell) {
        $Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(9000) | Should -BeTrue
        $Shell.InvocationStateInfo.State | Should -Be Stopped
    }
}

Describe 'Stopping a pipeline that waits for an answer' {
    It 'ends <title>' -ForEach @(
        @{ title = 'a connection that is checked'; script = 'Connect-KubeCluster -Server {0}' }
        @{ title = 'a TLS handshake'; script = 'Connect-KubeCluster -Server {1}' }
        @{ title = 'a request'; script = 'Get-KubePod' }
        @{ title = 'a list'; script = 'Get-KubePod -AllNamespaces' }
        @{ title = 'discovery'; script = 'Get-KubeApiResource' }
        @{ title = 'a wait'; script = 'Wait-KubeResource -Kind v1/Pod x -For Deleted -Timeout 300' }
        @{ title = 'a wait for what is piped in'; script = '@{{ apiVersion = "v1"; kind = "Pod"; metadata = @{{ name = "x" }} }} | Wait-KubeResource -For Deleted -Timeout 300' }
        @{ title = 'a rollout'; script = 'Wait-KubeRollout deployment x -Timeout 300' }
        @{ title = 'a drain'; script = 'Clear-KubeNode x -Timeout 300' }
        @{ title = 'the list of a watch'; script = '@{{ apiVersion = "v1"; kind = "Pod"; metadata = @{{ name = "x" }} }} | Watch-KubeResource' }
        @{ title = 'a log'; script = 'Get-KubeLog x -Container c -Follow' }
        @{ title = 'the logs of a selector'; script = 'Get-KubeLog -LabelSelector app=x -Follow' }
        @{ title = 'events'; script = 'Get-KubeEvent' }
        @{ title = 'the health'; script = 'Test-KubeHealth' }
        @{ title = 'metrics'; script = 'Get-KubeMetric' }
        @{ title = 'a schema'; script = 'Get-KubeSchema pods' }
        @{ title = 'an identity'; script = 'Get-KubeIdentity' }
        @{ title = 'a question'; script = 'Test-KubeAccess -Verb get -Resource pods' }
        @{ title = 'a creation'; script = 'New-KubeConfigMap x -Data @{{ a = 1 }}' }
        @{ title = 'an apply'; script = '@{{ apiVersion = "v1"; kind = "Pod"; metadata = @{{ name = "x" }} }} | Publish-KubeResource' }
        @{ title = 'a patch'; script = 'Update-KubeResource -Kind v1/Pod x -Merge @{{ metadata = @{{ labels = @{{ a = "b" }} }} }}' }
        @{ title = 'a deletion'; script = '@{{ apiVersion = "v1"; kind = "Pod"; metadata = @{{ name = "x" }} }} | Remove-KubeResource -Confirm:$false' }
        @{ title = 'any call'; script = 'Invoke-KubeApi /version' }
    ) {
        $stuck = Start-StuckCall $script
        try { Stop-Call $stuck.Shell } finally { $stuck.Listener.Stop() }
    }
}

Describe 'Stopping a pipeline that waits for something to happen' {
    BeforeAll {
        $sandbox = Start-KubeSandbox
        $config = $sandbox.AdminKubeconfig
        New-TestObject /api/v1/namespaces/default/pods @{
            apiVersion = 'v1'; kind = 'Pod'
            metadata   = @{ name = 'lasting'; finalizers = @('test/held'); labels = @{ app = 'held' }; annotations = @{ 'sandbox.podkube.dev/logs' = 'a line' } }
            spec       = @{ containers = @(@{ name = 'main'; image = 'busybox' }) }
        } | Wait-KubeResource -For Condition=Ready | Out-Null
    }
    AfterAll { $sandbox | Stop-KubeSandbox }

    It 'ends <title>' -ForEach @(
        @{ title = 'an open watch'; script = 'Watch-KubeResource pods -Verbose'; until = 'watch=true.* -> 200' }
        @{ title = 'a watch that has told'; script = 'Watch-KubeResource pods'; until = '' }
        @{ title = 'several watches'; script = 'Watch-KubeResource pods, configmaps -AllNamespaces'; until = '' }
        @{ title = 'a wait'; script = 'Wait-KubeResource pods lasting -For Deleted -Timeout 0:10:00 -Verbose'; until = 'watch=true.* -> 200' }
        @{ title = 'a wait for many'; script = 'Get-KubePod -AllNamespaces | Wait-KubeResource -For Deleted -Timeout 600 -Verbose'; until = 'watch=true.* -> 200' }
        @{ title = 'a log that is followed'; script = 'Get-KubeLog lasting -Follow'; until = '' }
        @{ title = 'logs that are followed'; script = 'Get-KubeLog -LabelSelector app=held -Follow'; until = '' }
        @{ title = 'a follow without pods'; script = 'Get-KubeLog -LabelSelector app=none -Follow -Verbose'; until = 'watch=true.* -> 200' }
        @{ title = 'a deletion that is held up'; script = 'Remove-KubeResource pods lasting -Wait -Confirm:$false -Verbose'; until = 'watch=true.* -> 200' }
    ) {
        Stop-Call (Start-WaitingCall $script $until)
    }
}
