BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 2 | Out-Null
    New-KubeDeployment web nginx:1.27 -Replicas 2 | Wait-KubeRollout | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeDeployment' {
    It 'shows what kubectl shows' {
        $web = Get-KubeDeployment web
        $web.pstypenames[0] | Should -Be 'PodKube.apps.v1.Deployment'
        $web.Ready | Should -Be '2/2'
        $web.UpToDate | Should -Be 2
        $web.Available | Should -Be 2
        $web.Containers | Should -Be 'nginx'
        $web.Images | Should -Be 'nginx:1.27'
        $web.Selector | Should -Be 'app=web'
    }
    It 'leads to its pods' {
        $pods = Get-KubeDeployment web | Get-KubePod
        $pods.Count | Should -Be 2
        $pods.State | Should -Be 'Running', 'Running'
        $pods.Ready | Should -Be '1/1', '1/1'
    }
    It 'leads to the pods of a node' {
        $pods = Get-KubeNode | Get-KubePod -LabelSelector app=web
        $pods.Count | Should -Be 2
        $pods.Node | ForEach-Object { $_ | Should -BeLike 'node-*' }
    }
    It 'leads to its replica sets' {
        $sets = @(Get-KubeDeployment web | Get-KubeReplicaSet)
        $sets.Count | Should -Be 1
        $sets[0].Desired | Should -Be 2
    }
    It 'reports one that is not there' {
        Get-KubeDeployment nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.GetKubeDeploymentCommand'
    }
}
