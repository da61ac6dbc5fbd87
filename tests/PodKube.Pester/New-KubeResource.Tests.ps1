BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a, team-b | Out-Null
    function New-Map($Name) { @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $Name }; data = @{ a = '1' } } }
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeResource' {
    It 'creates what a hashtable describes' {
        (New-Map one | New-KubeResource).metadata.uid | Should -Not -BeNullOrEmpty
        (Get-KubeConfigMap one).data.a | Should -Be 1
    }
    It 'creates what YAML describes, in the namespace it names' {
        $made = "apiVersion: v1`nkind: ConfigMap`nmetadata: {name: two, namespace: team-b}" | ConvertFrom-KubeYaml | New-KubeResource
        $made.Namespace | Should -Be team-b
    }
    It 'creates a changed copy of what was read, without what only a server sets' {
        $copy = Get-KubeConfigMap one
        $copy.metadata.name = 'three'
        $copy.data.a = '3'
        $made = $copy | New-KubeResource
        $made.metadata.uid | Should -Not -Be (Get-KubeConfigMap one).metadata.uid
        $made.data.a | Should -Be 3
    }
    It 'creates what came back from ConvertTo-Json' {
        $json = Get-KubeConfigMap one | ConvertTo-Json -Depth 30
        $back = $json | ConvertFrom-Json
        $back.metadata.name = 'four'
        ($back | New-KubeResource).Name | Should -Be four
    }
    It 'writes a SecureString into the request' {
        $secret = @{ apiVersion = 'v1'; kind = 'Secret'; metadata = @{ name = 's' }; stringData = @{ password = ConvertTo-SecureString hunter2 -AsPlainText } } | New-KubeResource
        [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($secret.data.password)) | Should -Be hunter2
    }
    It 'sends nothing with -WhatIf, and keeps nothing with -DryRun' {
        New-Map ghost | New-KubeResource -WhatIf
        (New-Map ghost | New-KubeResource -DryRun).Name | Should -Be ghost
        Get-KubeConfigMap ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'reports each that fails, and goes on' {
        $made = (New-Map one), (New-Map five) | New-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'AlreadyExists,PodKube.Commands.NewKubeResourceCommand'
        $made.Name | Should -Be five
    }
    It 'names a field that the kind does not have' {
        @{ apiVersion = 'v1'; kind = 'Pod'; metadata = @{ name = 'p' }; spec = @{ containers = @(@{ name = 'c'; image = 'i'; colour = 'red' }) } } |
            New-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'BadRequest,PodKube.Commands.NewKubeResourceCommand'
        "$problems" | Should -BeLike '*colour*'
    }
    It 'refuses what says no kind' {
        @{ metadata = @{ name = 'x' } } | New-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.NewKubeResourceCommand'
    }
    It 'asks nobody with -WhatIf, not even for a kind that is not known here' {
        $nowhere = Connect-TestNowhere
        Get-SentRequest { New-Map ghost | New-KubeResource -WhatIf -Session $nowhere } | Should -BeNullOrEmpty
        Get-SentRequest { @{ apiVersion = 'example.com/v1'; kind = 'Ghost'; metadata = @{ name = 'g' } } | New-KubeResource -WhatIf -Session $nowhere -ErrorAction Stop } | Should -BeNullOrEmpty
    }
    It 'owns the fields under the name that is given' {
        (New-Map owned | New-KubeResource -FieldManager robot).metadata.managedFields.manager | Should -Be robot
    }
    It 'warns of unknown fields, or passes over them, if asked' {
        $odd = { param($name) @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = $name }; colour = 'red' } }
        & $odd odd-1 | New-KubeResource -FieldValidation Warn -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike '*unknown field "colour"*'
        & $odd odd-2 | New-KubeResource -FieldValidation Ignore -WarningVariable silence | Out-Null
        $silence | Should -BeNullOrEmpty
    }
    It 'says everything that is invalid' {
        @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'w' }; spec = @{ replicas = -1 } } |
            New-KubeResource -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.NewKubeResourceCommand'
        "$problems" | Should -BeLike '*spec.replicas*spec.selector*spec.template*'
        $problems.Exception.Status.Causes.Count | Should -BeGreaterThan 2
    }
    It 'says who may not create what' {
        New-Map no | New-KubeResource -Session (Connect-TestStranger) -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.NewKubeResourceCommand'
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb create*'
    }
    It 'does not create twice when the answer gets lost, and says that the object is there' -Skip:$OnCluster {
        Set-KubeSandboxFault DropConnection create configmaps -AfterBytes 1 -Count 1
        $sent = Get-SentRequest { New-Map lost | New-KubeResource -ErrorAction SilentlyContinue -ErrorVariable script:problems }
        $problems.FullyQualifiedErrorId | Should -Be 'ConnectionLost,PodKube.Commands.NewKubeResourceCommand'
        "$problems" | Should -BeLike "*ConfigMap team-a/lost is there (uid $((Get-KubeConfigMap lost).metadata.uid))*"
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike 'Compare it*'
        @($sent -like 'POST *').Count | Should -BeLessOrEqual 1
        (Set-KubeSandboxFault -Clear -PassThru).Hits | Should -Be 1
        $map = @(Get-KubeConfigMap lost)
        $map.Count | Should -Be 1
    }
    It 'says that the namespace is not there' {
        New-Map no | New-KubeResource -Namespace nowhere -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.NewKubeResourceCommand'
        "$problems" | Should -BeLike '*nowhere*'
    }
}
