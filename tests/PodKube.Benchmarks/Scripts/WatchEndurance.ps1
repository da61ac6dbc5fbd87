# Watches many changes in a sandbox while the connection is killed again and again, then while the server loses its history again and
# again. Prints what was seen, and fails when an event was lost or doubled, or the state that the events lead to is not the server's.
param(
    [Parameter(Mandatory)] [string] $Module,
    [int] $Events = 20000,
    [int] $EventsPerConnection = 500,
    [int] $Objects = 200
)
$ErrorActionPreference = 'Stop'
$Module = (Resolve-Path $Module).Path
Import-Module $Module
$sandbox = Start-KubeSandbox
$maps = '/api/v1/namespaces/default/configmaps'

# Makes the changes from a runspace of its own, the watch being in this one: it starts them with the first event, so that it misses none.
# They end with an object named last.
function Start-Change([string] $Script) {
    $shell = [powershell]::Create().AddScript("param(`$Module, `$Events, `$Objects, `$maps) Import-Module `$Module; $Script").
        AddParameters(@{ Module = $Module; Events = $Events; Objects = $Objects; maps = $maps })
    [pscustomobject] @{ Shell = $shell; Running = $shell.BeginInvoke() }
}
function Receive-Change($Change) {
    $Change.Shell.EndInvoke($Change.Running)
    if ($Change.Shell.HadErrors) { throw "The changes failed: $($Change.Shell.Streams.Error[0])" }
}
function New-Map([string] $Name) {
    Invoke-KubeApi -Method POST $maps -Body @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $Name }; data = @{ n = '0' } }
}

# 1: every event once, though each connection breaks off after so many bytes. The names sort before what the cluster itself has there.
$size = (New-Map 'a-000' | ConvertTo-KubeJson -Compress).Length
1..($Objects - 1) | ForEach-Object { New-Map ('a-{0:d3}' -f $_) } | Out-Null
$fault = Set-KubeSandboxFault DropConnection watch configmaps -AfterBytes ($EventsPerConnection * ($size + 40)) -PassThru
$changes = @'
    foreach ($i in 1..$Events) {
        (Invoke-KubeApi -Method PATCH ("$maps/a-{0:d3}" -f ($i % $Objects)) -Body @{ data = @{ n = "$i" } }).metadata.resourceVersion
    }
    (Invoke-KubeApi -Method POST $maps -Body @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'last' } }).metadata.resourceVersion
'@
$clock = [Diagnostics.Stopwatch]::StartNew()
$seen = [System.Collections.Generic.List[string]]::new()
$change = $null
Watch-KubeResource configmaps -Until { $_.Name -eq 'last' } | ForEach-Object {
    $change ??= Start-Change $changes
    if (-not $_.IsInitial) { $seen.Add($_.Object.metadata.resourceVersion) }
}
$made = @(Receive-Change $change)
$kills = ($fault | Set-KubeSandboxFault -Clear -PassThru).Hits
$lost = [System.Linq.Enumerable]::Except([string[]] $made, [string[]] $seen.ToArray())
"{0} changes, {1} events, {2} lost, {3} doubled, in order: {4}; {5} connections; {6:f1} s" -f $made.Count, $seen.Count, @($lost).Count,
    ($seen.Count - [System.Collections.Generic.HashSet[string]]::new($seen).Count), (($made -join ' ') -eq ($seen -join ' ')), $kills, $clock.Elapsed.TotalSeconds
if (($made -join ' ') -ne ($seen -join ' ')) { throw 'Events were lost, doubled or out of order.' }

# 2: the events lead to the server's own state, though each watch ends with 410 after so many events. Objects come and go too.
Remove-KubeResource configmaps last -Confirm:$false
$fault = Set-KubeSandboxFault ExpireWatch watch configmaps -AfterEvents $EventsPerConnection -PassThru
$changes = @'
    foreach ($i in 1..$Events) {
        $name = 'a-{0:d3}' -f (Get-Random -Maximum $Objects -SetSeed $i)
        if ($i % 3 -eq 0) { Invoke-KubeApi -Method DELETE "$maps/$name" -ErrorAction Ignore | Out-Null }
        elseif ($i % 3 -eq 1) { Invoke-KubeApi -Method POST $maps -Body @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $name } } -ErrorAction Ignore | Out-Null }
        else { Invoke-KubeApi -Method PATCH "$maps/$name" -Body @{ data = @{ n = "$i" } } -ErrorAction Ignore | Out-Null }
    }
    $Error.Clear()
    Invoke-KubeApi -Method POST $maps -Body @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'last' } } | Out-Null
'@
$clock.Restart()
$state = @{}
$count = 0
$wrong = 0
$change = $null
Watch-KubeResource configmaps -Until { $_.Name -eq 'last' } | ForEach-Object {
    $change ??= Start-Change $changes
    $count++
    if (($_.Type -eq 'Added') -eq $state.ContainsKey($_.Name)) { $wrong++ }
    if ($_.Type -eq 'Deleted') { $state.Remove($_.Name) } else { $state[$_.Name] = $_.Object.metadata.resourceVersion }
}
$change.Shell.EndInvoke($change.Running) | Out-Null
$losses = ($fault | Set-KubeSandboxFault -Clear -PassThru).Hits
$server = Get-KubeConfigMap | ForEach-Object { "$($_.Name)@$($_.metadata.resourceVersion)" }
$told = $state.GetEnumerator() | ForEach-Object { "$($_.Key)@$($_.Value)" }
$different = @(Compare-Object $server $told)
"{0} events over {1} losses of the history; {2} objects, {3} other than the server's, {4} events that did not fit; {5:f1} s" -f $count, $losses,
    @($server).Count, $different.Count, $wrong, $clock.Elapsed.TotalSeconds
$sandbox | Stop-KubeSandbox
if ($different.Count -or $wrong) { throw 'The events do not lead to the state of the server.' }
