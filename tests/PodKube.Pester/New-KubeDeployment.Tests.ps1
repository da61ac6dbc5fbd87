BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Namespace team-a | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'New-KubeDeployment' {
    It 'creates what a person would have written' {
        $web = New-KubeDeployment -Name web -Image nginx:1.27 -Replicas 3 -Port 80, 53/udp -Environment ([ordered] @{ A = '1'; B = 2; C = $true }) -ServiceAccount demo-sa `
            -Labels @{ tier = 'front' } -Command sh, -c -ArgumentList 'sleep 1d' -Request @{ cpu = '100m' } -Limit @{ memory = '64Mi' } -ImagePullPolicy Never
        $web.pstypenames[0] | Should -Be 'PodKube.apps.v1.Deployment'
        $web.metadata.uid | Should -Not -BeNullOrEmpty
        $web.metadata.labels.app | Should -Be web
        $web.metadata.labels.tier | Should -Be front
        $web.spec.replicas | Should -Be 3
        $web.spec.selector.matchLabels.app | Should -Be web
        $web.spec.selector.matchLabels.PSObject.Properties.Name | Should -Be app
        $template = $web.spec.template
        $template.metadata.labels.tier | Should -Be front
        $template.spec.serviceAccountName | Should -Be demo-sa
        $container = $template.spec.containers[0]
        $container.name | Should -Be nginx
        $container.image | Should -Be nginx:1.27
        $container.ports.containerPort | Should -Be 80, 53
        $container.ports[1].protocol | Should -Be UDP
        $container.env.name | Should -Be A, B, C
        $container.env.value | Should -Be '1', '2', 'true'
        $container.command | Should -Be sh, -c
        $container.args | Should -Be 'sleep 1d'
        $container.resources.requests.cpu | Should -Be 100m
        $container.resources.limits.memory | Should -Be 64Mi
        $container.imagePullPolicy | Should -Be Never
    }
    It 'leaves to the server what is not given' {
        $plain = New-KubeDeployment plain registry.example:5000/team/My_App:1@sha256:0123456789012345678901234567890123456789012345678901234567890123
        $plain.spec.replicas | Should -Be 1
        $plain.spec.template.spec.containers[0].name | Should -Be my-app
        $plain.spec.template.spec.containers[0].PSObject.Properties.Name | Should -Not -Contain env
    }
    It 'sends nothing with -WhatIf' {
        $lines = New-KubeDeployment ghost nginx -WhatIf -Verbose 4>&1
        $lines | Should -BeNullOrEmpty
        Get-KubeDeployment ghost -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'keeps nothing with -DryRun, and shows what it would be' {
        (New-KubeDeployment dry nginx -DryRun).Name | Should -Be dry
        Get-KubeDeployment dry -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
    It 'reports one that is there already' {
        New-KubeDeployment twice nginx | Out-Null
        New-KubeDeployment twice nginx -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'AlreadyExists,PodKube.Commands.NewKubeDeploymentCommand'
        $problems.CategoryInfo.Category | Should -Be ResourceExists
        "$($problems.TargetObject)" | Should -Be 'Deployment team-a/twice'
    }
    It 'reports what is invalid, field by field' {
        New-KubeDeployment 'Not_A_Name' nginx -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Invalid,PodKube.Commands.NewKubeDeploymentCommand'
        $problems.Exception.Status.Causes.Field | Should -Contain metadata.name
    }
    It 'refuses a port that is none' {
        New-KubeDeployment port nginx -Port http -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.NewKubeDeploymentCommand'
    }
    It 'reports a namespace that is not there' {
        New-KubeDeployment web nginx -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.NewKubeDeploymentCommand'
    }
    It 'creates several from the pipeline' {
        $rows = 'Name,Image,Replicas', 'a,nginx,1', 'b,redis,2' | ConvertFrom-Csv
        ($rows | New-KubeDeployment).Name | Should -Be a, b
        (Get-KubeDeployment b).spec.replicas | Should -Be 2
    }
}
