#requires -Version 7.4
# Runs one Pester file after the other in this process: starting pwsh and warming up Pester and the module cost more than most files.
# Each file has a runspace of its own, so that variables, functions, modules and locations of one are nothing to the next;
# what the process has only one of (environment, sandboxes, sessions) is put back after each file.
param(
    # Where the orders come from, one line each: the Pester file and the file for its result, as JSON. The end of the pipe is the end.
    [Parameter(Mandatory)] [string] $PipeName,
    # Is written to standard output once a file is done.
    [Parameter(Mandatory)] [string] $EndMark
)
$ErrorActionPreference = 'Stop'
$environment = [Environment]::GetEnvironmentVariables()
$folder = [Environment]::CurrentDirectory

function Restore-Process {
    foreach ($name in [Environment]::GetEnvironmentVariables().Keys) {
        if (-not $environment.Contains($name)) { [Environment]::SetEnvironmentVariable($name, $null) }
    }
    foreach ($entry in $environment.GetEnumerator()) { [Environment]::SetEnvironmentVariable($entry.Key, $entry.Value) }
    [Environment]::CurrentDirectory = $folder
}

function Invoke-InRunspace([hashtable] $Order) {
    $runspace = [runspacefactory]::CreateRunspace($Host, [initialsessionstate]::CreateDefault2())
    $runspace.Open()
    try {
        $shell = [powershell]::Create($runspace)
        try { $shell.AddCommand("$PSScriptRoot/Invoke-PesterFile.ps1").AddParameters($Order).Invoke() | Out-Null }
        finally {
            $shell.Commands.Clear()
            $shell.AddScript('if (Get-Module PodKube) { Disconnect-KubeCluster -All; Stop-KubeSandbox }').Invoke() | Out-Null
            $shell.Dispose()
        }
    }
    finally { $runspace.Dispose() }
}

$pipe = [System.IO.Pipes.NamedPipeClientStream]::new('.', $PipeName, 'In')
$pipe.Connect()
$orders = [System.IO.StreamReader]::new($pipe)
while ($line = $orders.ReadLine()) {
    # No result is left where the file could not even be run: the harness takes that for the failure that it is.
    try { Invoke-InRunspace ($line | ConvertFrom-Json -AsHashtable) }
    catch { [Console]::Out.WriteLine("$_`n$($_.ScriptStackTrace)") }
    Restore-Process
    [Console]::Out.WriteLine($EndMark)
}
