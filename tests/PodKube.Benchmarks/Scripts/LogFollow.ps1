# Follows a long log in a sandbox while the connection is killed again and again. Prints what was seen and what memory it took, and fails
# when a line was lost, repeated or out of order.
param(
    [Parameter(Mandatory)] [string] $Module,
    [int] $Megabytes = 100,
    [int] $LineBytes = 200,
    [int] $MegabytesPerConnection = 20
)
$ErrorActionPreference = 'Stop'
Import-Module (Resolve-Path $Module).Path
$sandbox = Start-KubeSandbox

function Get-Resident {
    # Without the garbage, so that what is compared is what is kept.
    [GC]::Collect()
    [Math]::Round([Diagnostics.Process]::GetCurrentProcess().WorkingSet64 / 1MB)
}
function New-LogPod([string] $Name, [long] $Lines) {
    # 20,000 lines a second: a second of them, which is what comes again after a break, is far less than one connection brings.
    Invoke-KubeApi -Method POST /api/v1/namespaces/default/pods -Body @{
        apiVersion = 'v1'; kind = 'Pod'
        metadata   = @{
            name        = $Name
            annotations = @{
                'sandbox.podkube.dev/log-line'    = '{n} ' + 'x' * ($LineBytes - 8)
                'sandbox.podkube.dev/log-every'   = '0.00005'
                'sandbox.podkube.dev/log-count'   = "$Lines"
                'sandbox.podkube.dev/run-seconds' = "$([Math]::Ceiling($Lines / 20000) + 5)"
            }
        }
        spec       = @{ restartPolicy = 'Never'; containers = @(@{ name = 'main'; image = 'busybox' }) }
    } | Wait-KubeResource -For { $_.status.phase -ne 'Pending' } | Out-Null
}
function Read-Log([string] $Name) {
    $script:next = 0L
    $script:wrong = 0L
    $script:bytes = 0L
    Get-KubeLog $Name -Follow | ForEach-Object {
        $script:next++
        $script:bytes += $_.Length + 1
        if (-not $_.StartsWith("$script:next ")) { $script:wrong++ }
    }
}

# The first log makes whatever is made once.
New-LogPod warm 20000
Read-Log warm
$lines = [long] ($Megabytes * 1MB / $LineBytes)
# On the wire each line has its time, 31 bytes.
$kills = [int] [Math]::Floor($lines * ($LineBytes + 31) / ($MegabytesPerConnection * 1MB))
$fault = Set-KubeSandboxFault DropConnection get pods/log -Name long -AfterBytes ($MegabytesPerConnection * 1MB) -Count ([Math]::Max(1, $kills)) -PassThru
New-LogPod long $lines
$before = Get-Resident
$clock = [Diagnostics.Stopwatch]::StartNew()
Read-Log long
$seconds = $clock.Elapsed.TotalSeconds
$peak = [Math]::Round([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)
$after = Get-Resident
$killed = ($fault | Set-KubeSandboxFault -Clear -PassThru).Hits
$sandbox | Stop-KubeSandbox
"{0} of {1} lines ({2:f0} MB), {3} wrong; {4} connections killed; {5:f1} s; resident {6} MB before, {7} MB after, {8} MB at most" -f $next, $lines,
    ($bytes / 1MB), $wrong, $killed, $seconds, $before, $after, $peak
if ($wrong -or $next -ne $lines) { throw 'Lines were lost, repeated or out of order.' }
