# The tests of what is read, as they are run against the sandbox.
# $OnCluster tells the tests that want something of the sandbox's own (nodes that run pods, faults, a list of everything there is).
BeforeDiscovery {
    $shared = 'Get-KubeApiResource', 'Get-KubeNamespace', 'Get-KubeSchema', 'Test-KubeHealth', 'Invoke-KubeApi'
}

Describe 'On a real cluster: <_>' -ForEach $shared {
    BeforeAll {
        Import-Module $env:PODKUBE_MODULE
        . "$PSScriptRoot/RealCluster.ps1"
    }
    $OnCluster = $true
    Context 'as on the sandbox' { . "$PSScriptRoot/../PodKube.Pester/$_.Tests.ps1" }
}
