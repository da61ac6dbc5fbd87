BeforeDiscovery {
    $releases = Get-ChildItem "$PSScriptRoot/Manifests/*.yaml" | ForEach-Object { @{ name = $_.BaseName; file = $_.FullName } }
}
BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a -Node 1 | Out-Null
    function New-Map($Name, [string] $Value = '1', $Labels = @{}) {
        @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $Name; labels = $Labels }; data = @{ a = $Value } }
    }
    function New-MapYaml($Name, $Value = 'x') { "apiVersion: v1`nkind: ConfigMap`nmetadata:`n  name: $Name`ndata:`n  a: $Value`n" }
    function Get-Map { @((Get-KubeConfigMap).Name) -notmatch '-ca[.-]' }
}
AfterAll { Stop-KubeSandbox }

Describe 'Publish-KubeResource' {
    AfterEach { Get-KubeConfigMap | Where-Object Name -NotMatch '-ca[.-]' | Remove-KubeResource }

    It 'says what it did: Created, Unchanged, Configured' {
        (New-Map a | Publish-KubeResource).Action | Should -Be Created
        (New-Map a | Publish-KubeResource).Action | Should -Be Unchanged
        $result = New-Map a 2 | Publish-KubeResource
        $result.Action | Should -Be Configured
        $result.Resource.data.a | Should -Be 2
        "$result" | Should -Be 'ConfigMap team-a/a: Configured'
        ($result | Out-String) | Should -Match 'Configured +ConfigMap +team-a +a'
    }
    It 'takes <origin>' -ForEach @(
        @{ origin = 'hashtables'; source = { New-Map a } }
        @{ origin = 'lines of YAML'; source = { (New-MapYaml a) -split "`n" } }
        @{ origin = 'objects of YAML'; source = { New-MapYaml a | ConvertFrom-KubeYaml } }
        @{ origin = 'kubectl''s JSON'; source = { New-Map a | New-KubeResource | Out-Null; Invoke-KubeApi /api/v1/namespaces/team-a/configmaps/a -Raw | ConvertFrom-Json } }
        @{ origin = 'objects of PodKube'; source = { New-Map a | New-KubeResource } }
        @{ origin = 'a list of objects'; source = { @{ apiVersion = 'v1'; kind = 'List'; items = @(New-Map a) } } }
        @{ origin = 'files'; source = { New-MapYaml a | Set-Content "$TestDrive/one.yaml"; Get-Item "$TestDrive/one.yaml" } }
        @{ origin = 'its own results'; source = { New-Map a | Publish-KubeResource } }
    ) {
        (& $source | Publish-KubeResource).Name | Should -Be a
        Get-Map | Should -Be a
    }
    It 'reads files, folders, and folders inside of them if asked' {
        New-Item "$TestDrive/set/inner" -ItemType Directory | Out-Null
        New-MapYaml b | Set-Content "$TestDrive/set/b.yaml"
        New-MapYaml a | Set-Content "$TestDrive/set/a.yml"
        New-Map c | ConvertTo-KubeJson | Set-Content "$TestDrive/set/c.json"
        'no manifest' | Set-Content "$TestDrive/set/README.md"
        New-MapYaml d | Set-Content "$TestDrive/set/inner/d.yaml"
        (Publish-KubeResource "$TestDrive/set").Name | Should -Be a, b, c
        (Publish-KubeResource "$TestDrive/set" -Recurse).Action | Should -Be Unchanged, Unchanged, Unchanged, Created
        (Publish-KubeResource "$TestDrive/set/*.y*ml").Name | Should -Be a, b
        (Publish-KubeResource -LiteralPath "$TestDrive/set/a.yml").Name | Should -Be a
    }
    It 'does a kustomization' {
        New-Item "$TestDrive/kustom" -ItemType Directory | Out-Null
        New-TestNamespace kustom | Out-Null
        New-MapYaml a | Set-Content "$TestDrive/kustom/map.yaml"
        "resources: [map.yaml]`nnamespace: kustom`nlabels: [{pairs: {team: blue}}]" | Set-Content "$TestDrive/kustom/kustomization.yaml"
        $result = Publish-KubeResource "$TestDrive/kustom"
        $result.Namespace | Should -Be kustom
        $result.Resource.metadata.labels.team | Should -Be blue
        'namePrefix: x-' | Add-Content "$TestDrive/kustom/kustomization.yaml"
        Publish-KubeResource "$TestDrive/kustom" -ErrorAction SilentlyContinue -ErrorVariable problems
        "$problems" | Should -BeLike '*namePrefix*'
        $problems.FullyQualifiedErrorId | Should -Be 'UnsupportedKustomization,PodKube.Commands.PublishKubeResourceCommand'
        $problems.CategoryInfo.Category | Should -Be NotImplemented
    }
    It 'publishes in the order in which the objects need each other' {
        $set = @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'm'; namespace = 'fresh' } },
            @{ apiVersion = 'v1'; kind = 'ServiceAccount'; metadata = @{ name = 's'; namespace = 'fresh' } },
            @{ apiVersion = 'v1'; kind = 'Namespace'; metadata = @{ name = 'fresh'; labels = @{ made = 'here' } } }
        ($set | Publish-KubeResource).Kind | Should -Be Namespace, ServiceAccount, ConfigMap
    }
    It 'puts what names no namespace into the one that is given' {
        New-TestNamespace given | Out-Null
        (New-Map a | Publish-KubeResource -Namespace given).Namespace | Should -Be given
    }
    It 'leaves the fields of others alone, and names who owns what it wants' {
        New-KubeDeployment web nginx | Out-Null
        Update-KubeResource deployment web -Merge @{ spec = @{ replicas = 5 } } -FieldManager scaler | Out-Null
        $mine = @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' }; spec = @{ replicas = 2 } }
        $mine | Publish-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Conflict,PodKube.Commands.PublishKubeResourceCommand'
        "$problems" | Should -BeLike '*"scaler"*.spec.replicas*'
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike '*-ForceConflicts*'
        $problems[0].Exception.Status.Causes.Reason | Should -Be FieldManagerConflict
        ($mine | Publish-KubeResource -ForceConflicts).Resource.spec.replicas | Should -Be 2
        Remove-KubeResource deployments web
    }
    It 'owns the fields under the name that is given' {
        (New-Map a | Publish-KubeResource -FieldManager robot).Resource.metadata.managedFields.manager | Should -Be robot
    }
    It 'sends nothing with -WhatIf' {
        New-MapYaml a | Set-Content "$TestDrive/whatif.yaml"
        Get-SentRequest { Publish-KubeResource "$TestDrive/whatif.yaml" -WhatIf } | Should -BeNullOrEmpty
        $nowhere = Connect-TestNowhere
        Get-SentRequest { Publish-KubeResource "$TestDrive/whatif.yaml" -Prune app=x -WhatIf -Session $nowhere -ErrorAction Stop } | Should -BeNullOrEmpty
        Get-Map | Should -BeNullOrEmpty
    }
    It 'keeps nothing with -DryRun, and says what it would do' {
        New-Map a | Publish-KubeResource | Out-Null
        ((New-Map a 2), (New-Map b) | Publish-KubeResource -DryRun).Action | Should -Be Configured, Created
        (Get-KubeConfigMap a).data.a | Should -Be 1
        Get-Map | Should -Be a
    }
    It 'says everything that is invalid, and goes on' {
        $web = @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'w' }; spec = @{ replicas = -1 } }
        $made = $web, (New-Map a) | Publish-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.PublishKubeResourceCommand'
        "$problems" | Should -BeLike '*spec.replicas*spec.selector*spec.template*'
        $made.Name | Should -Be a
    }
    It 'names a field that the kind does not have' {
        @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'a' }; colour = 'red' } | Publish-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        "$problems" | Should -BeLike '*colour*'
    }
    It 'passes the server''s warnings on' {
        @{ apiVersion = 'v1'; kind = 'Endpoints'; metadata = @{ name = 'a' } } |
            Publish-KubeResource -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike '*Endpoints is deprecated*'
    }
    It 'says who may not publish what' {
        New-Map a | Publish-KubeResource -Session (Connect-TestStranger) -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.PublishKubeResourceCommand'
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger*'
    }
    It 'says that the namespace is not there' {
        New-Map a | Publish-KubeResource -Namespace nowhere -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.PublishKubeResourceCommand'
        "$problems" | Should -BeLike '*namespaces "nowhere" not found*'
    }
    It 'says that nobody serves the kind' {
        @{ apiVersion = 'example.com/v1'; kind = 'Ghost'; metadata = @{ name = 'a' } } | Publish-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'KindNotFound,PodKube.Commands.PublishKubeResourceCommand'
    }
    It 'takes the first of two with one name, and says so' {
        $made = (New-Map a), (New-Map a 2) | Publish-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Resource.data.a | Should -Be 1
        "$problems" | Should -BeLike '*twice*'
    }
    It 'says where a file is wrong, publishes the others, and reads no addresses' {
        New-Item "$TestDrive/mixed" -ItemType Directory | Out-Null
        New-MapYaml a | Set-Content "$TestDrive/mixed/a.yaml"
        (New-MapYaml half) + "---`nkind: [" | Set-Content "$TestDrive/bad.yaml"
        $made = Publish-KubeResource "$TestDrive/mixed", "$TestDrive/bad.yaml", "$TestDrive/gone.yaml", https://example.com/x.yaml -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be a
        $problems.Count | Should -Be 3
        "$($problems[0])" | Should -BeLike '*bad.yaml*'
        $problems[1].FullyQualifiedErrorId | Should -BeLike 'PathNotFound,*'
        "$($problems[2])" | Should -BeLike '*https://example.com/x.yaml*'
    }
    It 'says what is no manifest' {
        'just: text' | Publish-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidManifest,PodKube.Commands.PublishKubeResourceCommand'
        $problems.CategoryInfo.Category | Should -Be InvalidData
    }
    It 'shows no value of a secret' {
        $secret = @{ apiVersion = 'v1'; kind = 'Secret'; metadata = @{ name = 's' }; stringData = @{ password = ConvertTo-SecureString hunter2 -AsPlainText } }
        $result = $secret | Publish-KubeResource
        $result | Out-String | Should -Not -Match 'hunter2|aHVudGVyMg'
        $result.Resource.data.password | Should -Be aHVudGVyMg==
        Remove-KubeResource secrets s
    }

    Context 'pruning' {
        BeforeEach { (New-Map old 1 @{ set = 's' }), (New-Map kept 1 @{ set = 's' }) | Publish-KubeResource | Out-Null }

        It 'deletes what was published with the label, and is not among the manifests any more' {
            New-Map foreign 1 @{ set = 's' } | New-KubeResource -FieldManager somebody | Out-Null
            $results = New-Map kept 1 @{ set = 's' } | Publish-KubeResource -Prune @{ set = 's' } -Force
            $results.ForEach({ "$($_.Name) $($_.Action)" }) | Should -Be 'kept Unchanged', 'old Pruned'
            Get-Map | Should -Be foreign, kept
        }
        It 'goes on when one kind must not be looked through' {
            $session = Connect-KubeCluster -Kubeconfig (Get-KubeSandbox)[-1].AdminKubeconfig -Namespace team-a -As pruner -NotDefault
            Grant-KubeAccess -User pruner -Verb get, list, patch, create, delete -Resource configmaps | Out-Null
            Test-Eventually { Test-KubeAccess patch configmaps -As pruner } | Should -BeTrue
            $results = New-Map kept 1 @{ set = 's' } | Publish-KubeResource -Prune set=s -Force -Session $session -ErrorAction SilentlyContinue -ErrorVariable problems
            $results.ForEach({ "$($_.Name) $($_.Action)" }) | Should -Be 'kept Unchanged', 'old Pruned'
            $problems.FullyQualifiedErrorId | Select-Object -Unique | Should -Be 'Forbidden,PodKube.Commands.PublishKubeResourceCommand'
            "$($problems.TargetObject)" | Should -BeLike '*Secret in namespace team-a*'
            $problems[0].ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User pruner -Verb list*'
        }
        It 'deletes nothing with -DryRun or -WhatIf' {
            (New-Map kept 1 @{ set = 's' } | Publish-KubeResource -Prune set=s -DryRun).Action | Should -Be Unchanged, Pruned
            New-Map kept 1 @{ set = 's' } | Publish-KubeResource -Prune set=s -Force -WhatIf
            Get-Map | Should -Be kept, old
        }
        It 'deletes nothing where nobody can be asked' -Skip:$OnCluster {
            $code = "Import-Module '$manifest'; Connect-KubeCluster -Kubeconfig '$((Get-KubeSandbox)[-1].AdminKubeconfig)' | Out-Null; " +
                "@{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'kept'; labels = @{ set = 's' } } } | Publish-KubeResource -Prune set=s -ErrorAction SilentlyContinue | Out-Null; `$Error[0].FullyQualifiedErrorId"
            & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $code | Should -Be 'ConfirmationImpossible,PodKube.Commands.PublishKubeResourceCommand'
            Get-Map | Should -Be kept, old
        }
        It 'deletes nothing when something was not published' {
            (New-Map kept 1 @{ set = 's' }), @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'bad' }; colour = 1 } |
                Publish-KubeResource -Prune set=s -Force -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
            Get-Map | Should -Be kept, old
            "$warnings" | Should -BeLike 'Nothing is pruned*'
        }
    }
}

Describe 'The release <name>' -ForEach $releases {
    It 'is published, whatever its order' {
        $results = Publish-KubeResource $file -ErrorVariable problems
        $problems | Should -BeNullOrEmpty
        $results.Action | Sort-Object -Unique | Should -Be Created
        $results.Count | Should -BeGreaterThan 30
    }
    It 'compares as equal' {
        Compare-KubeResource $file | Should -BeNullOrEmpty
    }
    It 'is Unchanged when it is published again' {
        (Publish-KubeResource $file).Action | Sort-Object -Unique | Should -Be Unchanged
    }
    It 'would change in one line when one line changes' {
        $changed = (Get-Content -Raw $file) -replace '(?m)^  replicas: 2$', '  replicas: 4'
        $differences = @($changed | Compare-KubeResource)
        $differences.Count | Should -BeGreaterThan 0
        $differences.Changes.Path | Sort-Object -Unique | Should -Be spec.replicas
    }
    It 'is removed' {
        $all = @(Publish-KubeResource $file -DryRun)
        [array]::Reverse($all)
        $all | Remove-KubeResource -Wait
        Get-KubeResource ($all[-1].Kind) $all[-1].Name -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        (Publish-KubeResource $file -DryRun -ErrorAction SilentlyContinue).Action | Should -Not -Contain Unchanged
    }
}

Describe 'Publishing 500 objects' {
    It 'makes the requests of many objects at the same time' {
        $maps = 1..500 | ForEach-Object { New-Map "many-$_" 1 @{ set = 'many' } }
        ($maps | Publish-KubeResource).Action | Group-Object -NoElement | ForEach-Object { "$($_.Name) $($_.Count)" } | Should -Be 'Created 500'
        ($maps | Publish-KubeResource).Action | Group-Object -NoElement | ForEach-Object { "$($_.Name) $($_.Count)" } | Should -Be 'Unchanged 500'
        Remove-KubeResource configmaps -LabelSelector set=many
    }
    It 'asks for each object once, and applies it once' {
        New-Item "$TestDrive/many" -ItemType Directory | Out-Null
        1..500 | ForEach-Object { New-MapYaml "many-$_" | Set-Content "$TestDrive/many/$_.yaml" }
        foreach ($round in 'the first time', 'again') {
            $sent = Get-SentRequest { Publish-KubeResource "$TestDrive/many" | Out-Null }
            @($sent -like 'GET */configmaps/many-*').Count | Should -Be 500 -Because $round
            @($sent -like 'PATCH */configmaps/many-*').Count | Should -Be 500 -Because $round
            $sent.Count | Should -Be 1000 -Because $round
        }
    }
}
