BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeMetric where nothing measures' {
    It 'says what is missing: <_>' -ForEach 'pods', 'nodes' {
        Get-KubeMetric $_ -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'KindNotFound,PodKube.Commands.GetKubeMetricCommand'
        "$problems" | Should -BeLike '*metrics.k8s.io*'
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike '*metrics-server*'
    }
}

Describe 'Get-KubeMetric' {
    BeforeAll {
        # Objects of the metrics API's form, from a kind of the same name.
        function New-MetricKind([string] $Plural, [string] $Kind, [string] $Scope) {
            @{
                apiVersion = 'apiextensions.k8s.io/v1'; kind = 'CustomResourceDefinition'
                metadata   = @{ name = "$Plural.metrics.k8s.io"; annotations = @{ 'api-approved.kubernetes.io' = 'unapproved, for tests' } }
                spec       = @{
                    group = 'metrics.k8s.io'; scope = $Scope; names = @{ plural = $Plural; singular = $Plural.TrimEnd('s'); kind = $Kind }
                    versions = @(@{ name = 'v1beta1'; served = $true; storage = $true; schema = @{ openAPIV3Schema = @{ type = 'object'; 'x-kubernetes-preserve-unknown-fields' = $true } } })
                }
            } | New-KubeResource | Wait-KubeResource -For Condition=Established | Out-Null
        }
        New-MetricKind pods PodMetrics Namespaced
        New-MetricKind nodes NodeMetrics Cluster
        New-TestObject /apis/metrics.k8s.io/v1beta1/namespaces/default/pods @{
            apiVersion = 'metrics.k8s.io/v1beta1'; kind = 'PodMetrics'; metadata = @{ name = 'web-0' }; timestamp = '2026-01-01T00:00:00Z'; window = '15.5s'
            containers = @(@{ name = 'app'; usage = @{ cpu = '250m'; memory = '64Mi' } }, @{ name = 'side'; usage = @{ cpu = '1500000n'; memory = '1Mi' } })
        } | Out-Null
        New-TestObject /apis/metrics.k8s.io/v1beta1/nodes @{
            apiVersion = 'metrics.k8s.io/v1beta1'; kind = 'NodeMetrics'; metadata = @{ name = 'node-0' }; usage = @{ cpu = '2'; memory = '1Gi' }
        } | Out-Null
    }

    It 'adds up the containers of a pod' {
        $metric = Get-KubeMetric
        $metric.Name | Should -Be 'web-0'
        $metric.Cpu | Should -Be 0.2515
        $metric.Memory | Should -Be (65 * 1MB)
        $metric.CpuText | Should -Be 252m
        $metric.MemoryText | Should -Be 65Mi
        $metric.Window.TotalSeconds | Should -Be 15.5
        $metric.Time | Should -Be ([datetime]::new(2026, 1, 1, 0, 0, 0, [System.DateTimeKind]::Utc))
    }
    It 'gives the containers' {
        (Get-KubeMetric pods web-0 -Containers).Container | Should -Be app, side
    }
    It 'gives nodes' {
        (Get-KubeMetric nodes).Memory | Should -Be 1GB
        (Get-KubeNode | Get-KubeMetric).Cpu | Should -Be 2
    }
    It 'takes wildcards' {
        (Get-KubeMetric pods web-*).Name | Should -Be 'web-0'
    }
    It 'reports a pod that was not measured' {
        Get-KubeMetric pods nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.GetKubeMetricCommand'
    }
}
