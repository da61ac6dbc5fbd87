@{
    RootModule           = 'PodKube.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5f0b4c8e-6f5c-4c0b-9a57-2c1de1f4f8a3'
    Author               = 'PodKube contributors'
    CompanyName          = 'PodKube contributors'
    Copyright            = '(c) PodKube contributors. MIT licence.'
    Description          = 'Kubernetes from inside a pod: one shared session from the pod''s service account, and cmdlets whose objects pipe into the rest of PowerShell. Brings an embedded sandbox API server for laptops and Pester runs.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    TypesToProcess       = @('PodKube.Types.ps1xml')
    FormatsToProcess     = @('PodKube.Format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Find-KubeAccess',
        'Get-KubeAccess',
        'Grant-KubeAccess',
        'Measure-KubeAccess',
        'Revoke-KubeAccess',
        'Test-KubeAccess',
        'Test-KubeHealth',
        'Invoke-KubeApi',
        'Get-KubeApiResource',
        'Get-KubeApiService',
        'Connect-KubeCluster',
        'Disconnect-KubeCluster',
        'Get-KubeClusterRole',
        'New-KubeClusterRole',
        'Get-KubeClusterRoleBinding',
        'New-KubeClusterRoleBinding',
        'Get-KubeConfigMap',
        'Get-KubeCronJob',
        'Get-KubeCustomResourceDefinition',
        'Get-KubeDaemonSet',
        'Get-KubeDeployment',
        'New-KubeDeployment',
        'New-KubeConfigMap',
        'New-KubeCronJob',
        'New-KubeJob',
        'New-KubeNamespace',
        'New-KubeSecret',
        'New-KubeService',
        'New-KubeServiceAccount',
        'Get-KubeEvent',
        'Get-KubeIdentity',
        'Get-KubeIngress',
        'Get-KubeJob',
        'Get-KubeLog',
        'Get-KubeMetric',
        'ConvertTo-KubeJson',
        'Get-KubeNamespace',
        'Get-KubeNode',
        'Clear-KubeNode',
        'Resume-KubeNode',
        'Suspend-KubeNode',
        'Get-KubePersistentVolume',
        'Get-KubePersistentVolumeClaim',
        'Get-KubePod',
        'ConvertFrom-KubeQuantity',
        'Get-KubeReplicaSet',
        'Compare-KubeResource',
        'Get-KubeResource',
        'Wait-KubeResource',
        'Watch-KubeResource',
        'New-KubeResource',
        'Publish-KubeResource',
        'Remove-KubeResource',
        'Set-KubeResource',
        'Update-KubeResource',
        'Get-KubeRole',
        'New-KubeRole',
        'Get-KubeRoleBinding',
        'New-KubeRoleBinding',
        'Get-KubeSandbox',
        'Start-KubeSandbox',
        'Stop-KubeSandbox',
        'Set-KubeSandboxFault',
        'Get-KubeSchema',
        'Get-KubeSecret',
        'Get-KubeService',
        'Get-KubeServiceAccount',
        'Get-KubeSession',
        'Set-KubeSession',
        'Set-KubeAnnotation',
        'Set-KubeLabel',
        'Set-KubeScale',
        'Get-KubeRollout',
        'Restart-KubeRollout',
        'Resume-KubeRollout',
        'Suspend-KubeRollout',
        'Undo-KubeRollout',
        'Wait-KubeRollout',
        'Get-KubeStatefulSet',
        'ConvertFrom-KubeToken',
        'New-KubeToken',
        'Test-KubeToken',
        'ConvertFrom-KubeYaml',
        'ConvertTo-KubeYaml'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('Kubernetes', 'k8s', 'kubectl', 'RBAC', 'ServiceAccount', 'Pod', 'Linux', 'Windows', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
