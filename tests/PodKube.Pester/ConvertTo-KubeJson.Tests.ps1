BeforeAll {
    Import-Module $env:PODKUBE_MODULE
    $json = '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","creationTimestamp":"2026-07-15T10:00:00Z","managedFields":[{"time":"2026-07-15T10:00:00Z"}]},"spec":{"z":1,"a":[1.0,"x<y>é"],"empty":{}}}'
}

Describe 'ConvertTo-KubeJson' {
    It 'gives back the JSON that it read' {
        $json | ConvertFrom-KubeYaml | ConvertTo-KubeJson -Compress | Should -BeExactly $json
    }
    It 'gives back the JSON when every field was read' {
        $object = $json | ConvertFrom-KubeYaml
        $null = $object.metadata.creationTimestamp, $object.spec.a[0]
        $object | ConvertTo-KubeJson -Compress | Should -BeExactly $json
    }
    It 'indents by two spaces' {
        [ordered]@{ a = 1; b = @('x') } | ConvertTo-KubeJson | Should -BeExactly "{`n  `"a`": 1,`n  `"b`": [`n    `"x`"`n  ]`n}"
    }
    It 'cuts nothing off, however deep' {
        $deep = 1..200 | ForEach-Object { $value = 'end' } { $value = @{ n = $value } } { $value }
        $text = $deep | ConvertTo-KubeJson -Compress
        $text | Should -Match '"end"'
        ($text -split '"n"').Count | Should -Be 201
    }
    It 'writes the Kubernetes fields alone' {
        ($json | ConvertFrom-KubeYaml | ConvertTo-KubeJson | ConvertFrom-Json).PSObject.Properties.Name |
            Should -Be 'apiVersion', 'kind', 'metadata', 'spec'
    }
    It 'writes one text for each object' {
        @{ a = 1 }, @{ b = 2 } | ConvertTo-KubeJson -Compress | Should -Be '{"a":1}', '{"b":2}'
    }
    It 'reports what has no place in JSON and goes on' {
        $text = { 1 }, 'x' | ConvertTo-KubeJson -ErrorAction SilentlyContinue -ErrorVariable problems
        $text | Should -Be '"x"'
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.ConvertToKubeJsonCommand'
    }
    It 'leaves out what the server wrote when asked to' {
        '{"kind":"Pod","metadata":{"name":"web","uid":"1","resourceVersion":"2","managedFields":[{}]},"spec":{"status":1},"status":{}}' |
            ConvertFrom-KubeYaml | ConvertTo-KubeJson -Compress -OmitServerFields | Should -BeExactly '{"kind":"Pod","metadata":{"name":"web"},"spec":{"status":1}}'
        'text' | ConvertTo-KubeJson -Compress -OmitServerFields | Should -BeExactly '"text"'
    }
}
