# Imports the staged module: the one that the harness names, else the newest under out/.
$manifest = $env:PODKUBE_MODULE
if (-not $manifest) {
    $stages = Get-ChildItem (Join-Path $PSScriptRoot '../../out/PodKube/*/PodKube.psd1')
    $manifest = ($stages | Sort-Object { [version] $_.Directory.Name } | Select-Object -Last 1).FullName
}
Import-Module $manifest

# What a Tab offers is tested here, not how quickly: a busy machine may take longer than a person would wait.
[PodKube.KubeSession].Assembly.GetType('PodKube.Completion.KubeCompleter').GetProperty('Patience', [System.Reflection.BindingFlags] 'Static, NonPublic').SetValue($null, [timespan] '00:05:00')

# Creates an object as the default session's user; what is not given is left to the server.
function New-TestObject([string] $Path, [hashtable] $Object) {
    Invoke-KubeApi -Method POST -Path $Path -Body $Object
}

function New-TestNamespace([string] $Name) {
    New-TestObject /api/v1/namespaces @{ apiVersion = 'v1'; kind = 'Namespace'; metadata = @{ name = $Name } }
}

function New-TestPod([string] $Name, [string] $Namespace = 'default', [hashtable] $Labels = @{}) {
    New-TestObject "/api/v1/namespaces/$Namespace/pods" @{
        apiVersion = 'v1'; kind = 'Pod'
        metadata   = @{ name = $Name; labels = $Labels }
        spec       = @{ containers = @(@{ name = 'main'; image = 'busybox' }) }
    }
}

# Makes an object of JSON as the cmdlets make it of the server's answer.
function ConvertTo-TestObject([string] $Json) {
    $factory = [PodKube.KubeSession].Assembly.GetType('PodKube.Objects.KubeObjectFactory')
    $bytes = [System.ReadOnlyMemory[byte]]::new([Text.Encoding]::UTF8.GetBytes($Json))
    , $factory.GetMethod('CreateFromJson').Invoke($null, @(, $bytes))
}

# What would be sent to the server for an object.
function ConvertTo-SentJson($Object) {
    $writer = [PodKube.KubeSession].Assembly.GetType('PodKube.Objects.KubeJsonWriter')
    [Text.Encoding]::UTF8.GetString($writer.GetMethod('ToUtf8').Invoke($null, @($Object, $true)))
}

# What the session sends while the script runs, as the request observer sees it: one line per request.
function Get-SentRequest([scriptblock] $Script) {
    $VerbosePreference = 'Continue'
    @((& $Script 4>&1 6>$null) | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and "$_" -match '^[A-Z]+ /.* -> ' }).ForEach({ "$_" })
}

# Runs a script in a runspace of its own, and returns once $Until is true of that shell ($_): what happens next happens while it runs.
function Start-Background([string] $Script, [scriptblock] $Until) {
    $shell = [powershell]::Create().AddScript("Import-Module '$((Get-Module PodKube).ModuleBase)/PodKube.psd1'; $Script")
    $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new([psobject[]] @()), $output)
    while (-not ($shell | Where-Object $Until)) {
        if ($running.AsyncWaitHandle.WaitOne(20)) { throw "The script ended by itself: $($shell.Streams.Error) $($shell.InvocationStateInfo.Reason)" }
    }
    [pscustomobject] @{ Shell = $shell; Running = $running; Output = $output }
}

# The same, once the script watches.
function Start-Watching([string] $Script) { Start-Background "$Script -Verbose" { $_.Streams.Verbose -match 'watch=true' } }

# Awaits the end of what Start-Background started, and gives what it emitted.
function Complete-Background($Work) {
    $Work.Running.AsyncWaitHandle.WaitOne([timespan] '00:05:00') | Should -BeTrue
    $Work.Shell.EndInvoke($Work.Running)
    $Work.Output
}

# Asks until it is so: the caches of a real API server may need a moment.
function Test-Eventually([scriptblock] $Condition) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    do { $holds = & $Condition } until ($holds -or $watch.Elapsed -gt '00:05:00')
    [bool] $holds
}

# A session of somebody who may do nothing.
function Connect-TestStranger {
    Connect-KubeCluster -Kubeconfig (Get-KubeSandbox)[-1].AdminKubeconfig -Namespace (Get-KubeSession -Default).Namespace -As stranger -NotDefault
}

# A session with a server that is gone: whoever sends something fails. The server answers once, when the session asks for its version.
function Connect-TestNowhere {
    $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $listener.Start()
    $server = [powershell]::Create().AddScript({
            param($Listener)
            $client = $Listener.AcceptTcpClient()
            $stream = $client.GetStream()
            $stream.Read([byte[]]::new(4096), 0, 4096) | Out-Null
            $stream.Write([Text.Encoding]::ASCII.GetBytes("HTTP/1.1 404 Not Found`r`nContent-Length: 0`r`nConnection: close`r`n`r`n"))
            $client.Dispose()
        }).AddArgument($listener)
    $running = $server.BeginInvoke()
    try { Connect-KubeCluster -Server "http://127.0.0.1:$($listener.LocalEndpoint.Port)" -NotDefault }
    finally {
        $listener.Stop()
        $server.EndInvoke($running)
        $server.Dispose()
    }
}
