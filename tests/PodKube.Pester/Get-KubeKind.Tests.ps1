BeforeDiscovery {
    $cases = @(
        @{ noun = 'ReplicaSet'; namespaced = $true }
        @{ noun = 'StatefulSet'; namespaced = $true }
        @{ noun = 'DaemonSet'; namespaced = $true }
        @{ noun = 'Job'; namespaced = $true }
        @{ noun = 'CronJob'; namespaced = $true }
        @{ noun = 'Service'; namespaced = $true }
        @{ noun = 'Ingress'; namespaced = $true }
        @{ noun = 'ConfigMap'; namespaced = $true }
        @{ noun = 'Secret'; namespaced = $true }
        @{ noun = 'ServiceAccount'; namespaced = $true }
        @{ noun = 'Role'; namespaced = $true }
        @{ noun = 'RoleBinding'; namespaced = $true }
        @{ noun = 'Event'; namespaced = $true }
        @{ noun = 'PersistentVolumeClaim'; namespaced = $true }
        @{ noun = 'ClusterRole'; namespaced = $false }
        @{ noun = 'ClusterRoleBinding'; namespaced = $false }
        @{ noun = 'Node'; namespaced = $false }
        @{ noun = 'PersistentVolume'; namespaced = $false }
        @{ noun = 'CustomResourceDefinition'; namespaced = $false }
        @{ noun = 'ApiService'; namespaced = $false }
    )
}
BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 2 | Out-Null
    @'
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: web, port: 80}, {name: tls, port: 443}]}
---
apiVersion: v1
kind: Secret
metadata: {name: db}
type: Opaque
stringData: {user: a, password: b}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: backup}
spec:
  schedule: '0 3 * * *'
  suspend: true
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {ingressClassName: nginx, rules: [{host: web.example.com}], defaultBackend: {service: {name: web, port: {number: 80}}}}
'@ | ConvertFrom-KubeYaml | New-KubeResource | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-Kube<noun>' -ForEach $cases {
    It 'lists, without an error' {
        & "Get-Kube$noun" -ErrorAction Stop | ForEach-Object kind | Select-Object -Unique | Should -BeIn $null, $noun, 'APIService'
    }
    It 'emits what its output type says' {
        $type = (Get-Command "Get-Kube$noun").OutputType.Name
        & "Get-Kube$noun" | ForEach-Object { $names = $_.pstypenames; $type | ForEach-Object { $names | Should -Contain $_ } }
    }
    It 'reports one that is not there' {
        & "Get-Kube$noun" nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -BeLike 'NotFound,PodKube.Commands.GetKube*Command'
    }
    It 'has -Namespace where the kind has namespaces' {
        (Get-Command "Get-Kube$noun").Parameters.ContainsKey('Namespace') | Should -Be $namespaced
    }
}

Describe 'The computed members of' {
    It 'services' {
        $service = Get-KubeService web
        $service.Type | Should -Be ClusterIP
        $service.Ports | Should -Be '80/TCP,443/TCP'
        $service.Selector | Should -Be app=web
    }
    It 'secrets, without their values' {
        $secret = Get-KubeSecret db
        $secret.DataCount | Should -Be 2
        $secret | Out-String | Should -Not -Match ([Convert]::ToBase64String([byte[]][char[]] 'b'))
    }
    It 'cron jobs' {
        $job = Get-KubeCronJob backup
        $job.Schedule | Should -Be '0 3 * * *'
        $job.Suspend | Should -BeTrue
        $job.Active | Should -Be 0
    }
    It 'claims' {
        (Get-KubePersistentVolumeClaim data).StorageClass | Should -Be fast
    }
    It 'ingresses' {
        (Get-KubeIngress web).Hosts | Should -Be web.example.com
        (Get-KubeIngress web).Class | Should -Be nginx
    }
    It 'nodes' {
        (Get-KubeNode).State | Should -Be Ready, Ready
        (Get-KubeNode)[0].Version | Should -BeLike 'v1.*'
    }
}
