# Lets the Pester files of tests/PodKube.Pester run as they stand against the cluster that KUBECONFIG names: what starts and stops a
# sandbox there makes and takes away a namespace here. A function goes before a cmdlet of the same name.
# A namespace that is there already is somebody's: it is left alone, and the tests that want it fail.

$script:startedAt = [datetime]::UtcNow
$script:madeNamespaces = [System.Collections.Generic.List[string]]::new()
$script:clusters = [System.Collections.Generic.List[object]]::new()
$script:kubeconfig = if ($env:KUBECONFIG) { $env:KUBECONFIG } else { Join-Path $HOME .kube/config }

function New-OwnNamespace([string] $Name, $Session) {
    New-KubeNamespace $Name -Session $Session -ErrorAction Stop | Out-Null
    $script:madeNamespaces.Add($Name)
    # What a pod in it finds mounted.
    Wait-KubeResource serviceaccounts default -Namespace $Name -For Created -Session $Session | Out-Null
    Wait-KubeResource configmaps kube-root-ca.crt -Namespace $Name -For Created -Session $Session | Out-Null
}

function Start-KubeSandbox([string[]] $Namespace, [string] $ServiceAccount, [int] $Node, [switch] $NotDefault) {
    $admin = Connect-KubeCluster -Kubeconfig $script:kubeconfig -NotDefault
    if (-not $Namespace) { $Namespace = "podkube-$([guid]::NewGuid().ToString('n').Substring(0, 8))" }
    foreach ($name in $Namespace) { New-OwnNamespace $name $admin }
    $place = $Namespace[0]
    $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "podkube-$([guid]::NewGuid().ToString('n'))")).FullName
    $authority = Join-Path $folder ca.crt
    (Get-KubeConfigMap kube-root-ca.crt -Namespace $place -Session $admin).data.'ca.crt' | Set-Content $authority
    $cluster = [pscustomobject] @{
        Session = $null; Server = $admin.Server; AdminKubeconfig = $script:kubeconfig; CertificateAuthority = $authority
        ServiceAccountPath = $folder; Namespace = $place; State = 'Running'
    }
    if ($ServiceAccount) {
        if ($ServiceAccount -ne 'default') { New-KubeServiceAccount $ServiceAccount -Namespace $place -Session $admin | Out-Null }
        $token = New-KubeToken $ServiceAccount -Namespace $place -Session $admin
        ConvertFrom-SecureString -AsPlainText $token | Set-Content -NoNewline (Join-Path $folder token)
        $place | Set-Content -NoNewline (Join-Path $folder namespace)
        $cluster.Session = Connect-KubeCluster -Server $admin.Server -CertificateAuthority $authority -Token $token -Namespace $place -NotDefault:$NotDefault
    }
    else {
        $cluster.Session = Connect-KubeCluster -Kubeconfig $script:kubeconfig -Namespace $place -NotDefault:$NotDefault
    }
    $script:clusters.Add($cluster)
    $cluster
}

function Get-KubeSandbox { $script:clusters }

# Takes away what belongs to the tests: their namespaces, and what PodKube made outside of namespaces since they began.
function Stop-KubeSandbox([Parameter(ValueFromPipeline)] $Cluster) {
    process {
        $admin = Connect-KubeCluster -Kubeconfig $script:kubeconfig
        if ($Cluster) {
            Remove-KubeResource namespaces $Cluster.Namespace -Session $admin -Confirm:$false -Wait
            return
        }
        $outside = 'roles', 'rolebindings', 'clusterroles', 'clusterrolebindings', 'customresourcedefinitions', 'apiservices', 'persistentvolumes', 'namespaces' | ForEach-Object {
            Get-KubeResource $_ -AllNamespaces -Session $admin | Where-Object { $script:madeNamespaces -contains $_.Name -or (Test-Made $_) }
        }
        $outside | Where-Object kind -NE Namespace | Remove-KubeResource -Session $admin -Confirm:$false
        $outside | Where-Object kind -EQ Namespace | Remove-KubeResource -Session $admin -Confirm:$false -Wait
        $script:clusters | ForEach-Object { Remove-Item -Recurse $_.ServiceAccountPath }
        $script:clusters.Clear()
        Disconnect-KubeCluster
    }
}

function Test-Made($Object) {
    $Object.metadata.creationTimestamp -ge $script:startedAt.AddSeconds(-1) -and $Object.metadata.managedFields.manager -contains 'podkube' -and
        -not $Object.metadata.deletionTimestamp
}
