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

    It 'lists what is in kube-system' {
        $maps = @(Get-KubeConfigMap -Namespace kube-system)
        $maps | Should -Not -BeNullOrEmpty
        $maps[0].metadata.creationTimestamp | Should -BeOfType [datetime]
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

    It 'lists in chunks what does not fit into one' {
        1..12 | ForEach-Object { "chunk-$_" } | New-KubeConfigMap -Data @{ a = 'b' } -Labels @{ chunk = 'yes' } -Namespace $namespace | Out-Null
        (Get-KubeConfigMap -Namespace $namespace -LabelSelector chunk=yes -ChunkSize 5).Count | Should -Be 12
        (Get-KubeConfigMap -Namespace $namespace -LabelSelector chunk=yes -First 3).Count | Should -Be 3
    }

    It 'shows the columns of the server for kinds that have none here' {
        $lease = @{ apiVersion = 'coordination.k8s.io/v1'; kind = 'Lease'; metadata = @{ name = 'mine'; namespace = $namespace }; spec = @{ holderIdentity = 'somebody' } }
        New-KubeResource -InputObject $lease | Out-Null
        Get-KubeResource leases -Namespace $namespace | Out-String | Should -Match '(?s)Holder.*mine.*somebody'
    }

    It 'watches what happens' {
        $seen = Watch-KubeResource configmaps -Namespace $namespace -Name watched -Timeout 30 -Until { $_.Type -eq 'Deleted' } | ForEach-Object {
            "$($_.Type)"
            switch ($_.Type) {
                'Added' { Set-KubeLabel configmaps watched @{ colour = 'blue' } -Namespace $namespace | Out-Null }
                'Modified' { Remove-KubeResource configmaps watched -Namespace $namespace -Confirm:$false }
            }
        } -Begin { New-KubeConfigMap watched -Data @{ a = 'b' } -Namespace $namespace | Out-Null }
        $seen | Should -Be Added, Modified, Deleted
    }

    It 'waits for a condition, and says what it was when the time is up' {
        $pod = New-KubeResource -InputObject @{
            apiVersion = 'v1'; kind = 'Pod'; metadata = @{ name = 'never'; namespace = $namespace }
            spec = @{ nodeSelector = @{ 'podkube.test/no-such-node' = 'yes' }; containers = @(@{ name = 'main'; image = 'registry.k8s.io/pause:3.10' }) }
        }
        $pod | Wait-KubeResource -For '{.status.phase}=Pending' -Timeout 30 | Should -Not -BeNullOrEmpty
        $pod | Wait-KubeResource -For Condition=Ready -Timeout 1 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -BeLike 'Timeout,*'
        $pod | Remove-KubeResource -GracePeriod 0 -Wait -Confirm:$false
        Get-KubePod never -Namespace $namespace -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'counts to 100 with two writers that do not know of each other' {
        New-KubeConfigMap counter -Data @{ count = '0' } -Namespace $namespace | Out-Null
        1..2 | ForEach-Object -Parallel {
            Import-Module $env:PODKUBE_MODULE
            1..50 | ForEach-Object {
                Get-KubeConfigMap counter -Namespace $using:namespace | Update-KubeResource { $_.data.count = "$([int] $_.data.count + 1)" } | Out-Null
            }
        }
        (Get-KubeConfigMap counter -Namespace $namespace).data.count | Should -Be 100
    }
}
