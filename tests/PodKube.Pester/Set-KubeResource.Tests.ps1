BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a | Out-Null
    function New-Map($Name, [string] $Value = '1') { @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $Name }; data = @{ a = $Value } } }
    function Get-Value($Name) { (Get-KubeConfigMap $Name).data.a }
}
AfterAll { Stop-KubeSandbox }

Describe 'Set-KubeResource' {
    BeforeEach { New-Map one | New-KubeResource | Out-Null }
    AfterEach { Remove-KubeResource cm one }

    It 'replaces what was read and changed' {
        $map = Get-KubeConfigMap one
        $map.data.a = '2'
        $made = $map | Set-KubeResource
        $made.data.a | Should -Be 2
        $made.metadata.uid | Should -Be $map.metadata.uid
    }
    It 'replaces by kubectl''s JSON' {
        $map = Invoke-KubeApi /api/v1/namespaces/team-a/configmaps/one -Raw | ConvertFrom-Json
        $map.data.a = '3'
        $map | Set-KubeResource | Out-Null
        Get-Value one | Should -Be 3
    }
    It 'replaces by YAML' {
        Get-KubeConfigMap one | ConvertTo-KubeYaml | ForEach-Object { $_ -replace 'a: "1"', 'a: "4"' } | ConvertFrom-KubeYaml | Set-KubeResource | Out-Null
        Get-Value one | Should -Be 4
    }
    It 'keeps fields that nobody here knows' {
        $definition = @{
            apiVersion = 'apiextensions.k8s.io/v1'; kind = 'CustomResourceDefinition'; metadata = @{ name = 'boxes.example.com' }
            spec       = @{
                group = 'example.com'; scope = 'Namespaced'; names = @{ plural = 'boxes'; singular = 'box'; kind = 'Box' }
                versions = @(@{ name = 'v1'; served = $true; storage = $true; schema = @{ openAPIV3Schema = @{ type = 'object'; 'x-kubernetes-preserve-unknown-fields' = $true } } })
            }
        }
        $definition | Publish-KubeResource | Out-Null
        Test-Eventually { Get-KubeApiResource boxes -ErrorAction Ignore } | Should -BeTrue
        @{ apiVersion = 'example.com/v1'; kind = 'Box'; metadata = @{ name = 'b' }; spec = @{ deep = @{ odd = @(1.50, $true, $null) }; size = 1 } } | Publish-KubeResource -FieldValidation Ignore | Out-Null
        $box = Get-KubeResource boxes b
        $box.spec.size = 2
        $back = $box | Set-KubeResource
        $back.spec.deep.odd | Should -Be 1.5, $true, $null
        $back.spec.size | Should -Be 2
    }
    It 'overwrites nobody: a change of somebody else is a conflict' {
        $mine = Get-KubeConfigMap one
        Update-KubeResource configmap one -Merge @{ data = @{ a = 'theirs' } } | Out-Null
        $mine.data.a = 'mine'
        $mine | Set-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Conflict,PodKube.Commands.SetKubeResourceCommand'
        $problems[0].CategoryInfo.Category | Should -Be WriteError
        "$($problems[0].TargetObject)" | Should -Be 'ConfigMap team-a/one'
        Get-Value one | Should -Be theirs
        ($mine | Set-KubeResource -Force).data.a | Should -Be mine
    }
    It 'wants a resource version, or -Force' {
        New-Map one '5' | Set-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.SetKubeResourceCommand'
        Get-Value one | Should -Be 1
        New-Map one '5' | Set-KubeResource -Force | Out-Null
        Get-Value one | Should -Be 5
    }
    It 'replaces a subresource' {
        New-TestPod p team-a | Out-Null
        $pod = Get-KubePod p
        $pod.status | Add-Member reason Tested -Force
        ($pod | Set-KubeResource -Subresource status -Force).status.reason | Should -Be Tested
    }
    It 'sends nothing with -WhatIf, and keeps nothing with -DryRun' {
        $map = Get-KubeConfigMap one
        $map.data.a = '9'
        Get-SentRequest { $map | Set-KubeResource -WhatIf; $map | Set-KubeResource -Force -WhatIf } | Should -BeNullOrEmpty
        $nowhere = Connect-TestNowhere
        Get-SentRequest { $map | Set-KubeResource -WhatIf -Session $nowhere -ErrorAction Stop } | Should -BeNullOrEmpty
        ($map | Set-KubeResource -DryRun).data.a | Should -Be 9
        Get-Value one | Should -Be 1
    }
    It 'says everything that is invalid' {
        New-KubeDeployment web nginx | Out-Null
        Update-KubeResource deployment web -Merge @{ spec = @{ replicas = 0 } } | Out-Null
        $web = Get-KubeDeployment web
        $web.spec.replicas = -1
        $web.spec.template.spec.containers[0].image = ''
        $web | Set-KubeResource -Force -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.SetKubeResourceCommand'
        "$problems" | Should -BeLike '*spec.replicas*image*'
    }
    It 'names a field that the kind does not have' {
        $map = Get-KubeConfigMap one
        $map | Add-Member colour red
        $map | Set-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        "$problems" | Should -BeLike '*unknown field "colour"*'
    }
    It 'says who may not replace what' {
        Get-KubeConfigMap one | Set-KubeResource -Session (Connect-TestStranger) -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.SetKubeResourceCommand'
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Verb update*'
    }
    It 'reports what is not there, and goes on' {
        $made = (New-Map nope), (New-Map one '7') | Set-KubeResource -Force -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.SetKubeResourceCommand'
        $made.data.a | Should -Be 7
        New-Map one | Set-KubeResource -Force -Namespace nowhere -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.SetKubeResourceCommand'
    }
}
