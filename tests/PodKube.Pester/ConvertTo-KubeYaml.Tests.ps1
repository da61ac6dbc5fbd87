BeforeAll {
    Import-Module $env:PODKUBE_MODULE
    $yaml = @'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  creationTimestamp: "2026-07-15T10:00:00Z"
  annotations:
    enabled: "yes"
    version: "012"
    script: |
      # first
      echo 'hi'
spec:
  replicas: 3
  template:
    spec:
      containers:
      - name: main
        image: nginx:1.27
        args:
        - --flag=on
        - "on"
        env: []
        resources: {}
        tty: null
        weight: 1.5
'@.ReplaceLineEndings("`n")
}

Describe 'ConvertTo-KubeYaml' {
    It 'gives back the text that it read' {
        $yaml | ConvertFrom-KubeYaml | ConvertTo-KubeYaml | Should -BeExactly $yaml
    }
    It 'gives back the text when every field was read' {
        $object = $yaml | ConvertFrom-KubeYaml
        $null = $object.metadata.creationTimestamp, $object.spec.template.spec.containers[0].weight
        $object | ConvertTo-KubeYaml | Should -BeExactly $yaml
    }
    It 'writes the Kubernetes fields alone' {
        $object = $yaml | ConvertFrom-KubeYaml
        $object.Name | Should -Be 'web'
        $object | ConvertTo-KubeYaml | Should -Not -Match '(?m)^(Name|Age|Created|Ready):'
    }
    It 'writes what was changed' {
        $object = $yaml | ConvertFrom-KubeYaml
        $object.spec.replicas = 5
        $object | ConvertTo-KubeYaml | Should -BeExactly $yaml.Replace('replicas: 3', 'replicas: 5')
    }
    It 'separates the objects of a pipeline' {
        $text = @{ kind = 'A' }, @{ kind = 'B' } | ConvertTo-KubeYaml
        $text | Should -Be 'kind: A', "---`nkind: B"
        ($text | ConvertFrom-KubeYaml).kind | Should -Be 'A', 'B'
    }
    It 'writes hashtables, ConvertFrom-Json objects, arrays and values' {
        [ordered]@{ b = 1, 'yes', $null; a = [ordered]@{ x = $true } } | ConvertTo-KubeYaml |
            Should -BeExactly "b:`n- 1`n- `"yes`"`n- null`na:`n  x: true"
        '{"z":1,"a":[{"b":"x: y"}]}' | ConvertFrom-Json | ConvertTo-KubeYaml | Should -BeExactly "z: 1`na:`n- b: 'x: y'"
        ConvertTo-KubeYaml @('a', 'b') | Should -BeExactly "- a`n- b"
        '012' | ConvertTo-KubeYaml | Should -BeExactly '"012"'
        ConvertTo-KubeYaml $null | Should -BeExactly 'null'
    }
    It 'reports what has no place in YAML and goes on' {
        $text = { 1 }, 'x' | ConvertTo-KubeYaml -ErrorAction SilentlyContinue -ErrorVariable problems
        $text | Should -Be 'x'
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.ConvertToKubeYamlCommand'
    }
    It 'never writes a SecureString' {
        $secret = ConvertTo-SecureString 'hidden' -AsPlainText -Force
        @{ password = $secret } | ConvertTo-KubeYaml -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems.Count | Should -Be 1
        "$problems" | Should -Not -Match 'hidden'
    }
    It 'leaves out what the server wrote when asked to' {
        '{"kind":"Pod","metadata":{"name":"web","uid":"1","resourceVersion":"2","managedFields":[{}]},"spec":{"status":1},"status":{}}' |
            ConvertFrom-KubeYaml | ConvertTo-KubeYaml -OmitServerFields | Should -BeExactly "kind: Pod`nmetadata:`n  name: web`nspec:`n  status: 1"
        'text' | ConvertTo-KubeYaml -OmitServerFields | Should -BeExactly 'text'
    }
}
