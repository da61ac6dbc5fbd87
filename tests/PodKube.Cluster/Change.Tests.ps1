# The tests of the cmdlets that change and delete, as they are run against the sandbox.
# $OnCluster tells the tests that want something of the sandbox's own (nodes that run pods, faults, a list of everything there is).
BeforeDiscovery {
    $shared = 'Set-KubeResource', 'Update-KubeResource', 'Compare-KubeResource', 'Remove-KubeResource',
        'Set-KubeAnnotation', 'Set-KubeLabel'
}

Describe 'On a real cluster: <_>' -ForEach $shared {
    BeforeAll {
        Import-Module $env:PODKUBE_MODULE
        . "$PSScriptRoot/RealCluster.ps1"
    }
    $OnCluster = $true
    Context 'as on the sandbox' { . "$PSScriptRoot/../PodKube.Pester/$_.Tests.ps1" }
}
