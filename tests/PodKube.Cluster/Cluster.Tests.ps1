BeforeAll {
    Import-Module $env:PODKUBE_MODULE
    $namespace = "podkube-$([guid]::NewGuid().ToString('n').Substring(0, 8))"
    $manifest = @{ apiVersion = 'v1'; kind = 'Namespace'; metadata = @{ name = $namespace } }
    Invoke-KubeApi -Method Post -Path /api/v1/namespaces -Body $manifest
}

AfterAll {
    Remove-KubeResource -Kind Namespace -Name $namespace -Confirm:$false
    Disconnect-KubeCluster
}

Describe 'A real cluster' {
    It 'says who we are' {
        (Get-KubeIdentity).User | Should -Not -BeNullOrEmpty
    }

    It 'lists the pods of kube-system' {
        $pods = Get-KubePod -Namespace kube-system
        $pods | Should -Not -BeNullOrEmpty
        $pods[0].metadata.creationTimestamp | Should -BeOfType [datetime]
    }

    It 'resolves kinds by short name, kind and group' {
        foreach ($name in 'deploy', 'Deployment', 'deployments.apps', 'apps/v1/Deployment') {
            { Get-KubeResource -Kind $name -Namespace $namespace -ErrorAction Stop } | Should -Not -Throw
        }
    }

    It 'creates, reads and deletes a deployment' {
        New-KubeDeployment -Name web -Image registry.k8s.io/pause:3.10 -Replicas 2 -Namespace $namespace
        (Get-KubeDeployment -Name web -Namespace $namespace).spec.replicas | Should -Be 2
        Get-KubeDeployment -Name web -Namespace $namespace | Remove-KubeResource -Confirm:$false
    }

    It 'answers NotFound as one non-terminating error' {
        Get-KubePod -Name nope -Namespace $namespace -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
    }

    It 'says what we may do' {
        Test-KubeAccess -Verb list -Resource pods -Namespace $namespace | Should -BeTrue
    }
}
