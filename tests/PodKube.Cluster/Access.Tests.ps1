# The tests of identity, questions, grants and tokens, as they are run against the sandbox.
# $OnCluster tells the tests that want something of the sandbox's own (nodes that run pods, faults, a list of everything there is).
BeforeDiscovery {
    $shared = 'Get-KubeIdentity', 'Test-KubeAccess', 'Get-KubeAccess', 'Find-KubeAccess', 'Grant-KubeAccess',
        'Revoke-KubeAccess', 'New-KubeRole', 'New-KubeRoleBinding', 'New-KubeClusterRole',
        'New-KubeClusterRoleBinding', 'Measure-KubeAccess', 'New-KubeToken', 'Test-KubeToken',
        'ConvertFrom-KubeToken'
}

Describe 'On a real cluster: <_>' -ForEach $shared {
    BeforeAll {
        Import-Module $env:PODKUBE_MODULE
        . "$PSScriptRoot/RealCluster.ps1"
    }
    $OnCluster = $true
    Context 'as on the sandbox' { . "$PSScriptRoot/../PodKube.Pester/$_.Tests.ps1" }
}
