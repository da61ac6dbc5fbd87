BeforeAll {
    Import-Module $env:PODKUBE_MODULE
}

Describe 'ConvertFrom-KubeYaml' {
    It 'makes objects like those of the server' {
        $pod = @'
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: team-a
  creationTimestamp: 2026-07-15T10:00:00Z
  labels: {app: web}
spec:
  containers:
  - {name: main, image: "nginx:1.27", args: [-x, "012"]}
'@ | ConvertFrom-KubeYaml
        $pod.PSTypeNames[0] | Should -Be 'PodKube.v1.Pod'
        $pod.Name | Should -Be 'web'
        $pod.Namespace | Should -Be 'team-a'
        $pod.metadata.creationTimestamp | Should -BeOfType [datetime]
        $pod.spec.containers[0].image | Should -Be 'nginx:1.27'
        $pod.spec.containers[0].args | Should -Be '-x', '012'
    }
    It 'reads every document of a stream and leaves out the empty ones' {
        $names = ("# comment`n---`nkind: A`n---`n---`nkind: B`n...`n" | ConvertFrom-KubeYaml).kind
        $names | Should -Be 'A', 'B'
    }
    It 'takes the lines of the pipeline as one text' {
        Set-Content TestDrive:/lines.yaml 'kind: ConfigMap', 'data:', '  text: |', '    one', '    two'
        (Get-Content TestDrive:/lines.yaml | ConvertFrom-KubeYaml).data.text | Should -Be "one`ntwo`n"
    }
    It 'gives scalars the types that kubectl gives them' {
        $data = ConvertFrom-KubeYaml "a: yes`nb: 0777`nc: 1_000`nd: '012'`ne: 12:30:45`nf: ~`ng: 1.5`nh: 2001-01-01"
        $data.a | Should -BeTrue
        $data.b | Should -Be 511
        $data.c | Should -Be 1000
        $data.d | Should -BeExactly '012'
        $data.e | Should -BeExactly '12:30:45'
        $data.f | Should -BeNullOrEmpty
        $data.g | Should -Be 1.5
        $data.h | Should -BeExactly '2001-01-01'
    }
    It 'reads anchors and merge keys' {
        $object = ConvertFrom-KubeYaml "base: &base {a: 1, b: 2}`nmore: {<<: *base, b: 3}"
        $object.more.a, $object.more.b | Should -Be 1, 3
    }
    It 'reads JSON' {
        ('{"kind":"A"}{"kind":"B"}' | ConvertFrom-KubeYaml).kind | Should -Be 'A', 'B'
    }
    It 'emits nothing for nothing' {
        '' | ConvertFrom-KubeYaml | Should -BeNullOrEmpty
    }
    It 'emits the items of a list' {
        "- 1`n- two" | ConvertFrom-KubeYaml | Should -Be 1, 'two'
    }

    Context 'files' {
        BeforeAll {
            Set-Content TestDrive:/one.yaml 'kind: One'
            Set-Content TestDrive:/two.yaml 'kind: Two'
            [IO.File]::WriteAllText((Join-Path (Get-PSDrive TestDrive).Root 'with[1].yaml'), 'kind: Bracket')
            Set-Content TestDrive:/bad.txt 'kind: [', 'x'
        }
        It 'reads them by wildcard' {
            (ConvertFrom-KubeYaml -Path TestDrive:/t*.yaml).kind | Should -Be 'Two'
            (ConvertFrom-KubeYaml -Path TestDrive:/one.yaml, TestDrive:/two.yaml).kind | Should -Be 'One', 'Two'
        }
        It 'reads them by their literal path' {
            (ConvertFrom-KubeYaml -LiteralPath 'TestDrive:/with[1].yaml').kind | Should -Be 'Bracket'
        }
        It 'reads them from Get-ChildItem' {
            (Get-ChildItem TestDrive:/ -Filter *o*.yaml | ConvertFrom-KubeYaml).kind | Sort-Object | Should -Be 'One', 'Two'
        }
        It 'names the broken one and reads the others' {
            $read = ConvertFrom-KubeYaml -Path TestDrive:/bad.txt, TestDrive:/one.yaml -ErrorAction SilentlyContinue -ErrorVariable problems
            $read.kind | Should -Be 'One'
            $problems.FullyQualifiedErrorId | Should -Be 'InvalidYaml,PodKube.Commands.ConvertFromKubeYamlCommand'
            "$($problems.TargetObject)" | Should -BeLike '*bad.txt'
            $problems.Exception.Message | Should -BeLike '*bad.txt: line *, column *'
        }
        It 'reports a path that leads nowhere' {
            ConvertFrom-KubeYaml -LiteralPath TestDrive:/nope.yaml -ErrorAction SilentlyContinue -ErrorVariable problems
            $problems.FullyQualifiedErrorId | Should -Be 'PathNotFound,PodKube.Commands.ConvertFromKubeYamlCommand'
            ConvertFrom-KubeYaml -Path TestDrive:/nope.yaml -ErrorAction SilentlyContinue -ErrorVariable problems
            $problems.FullyQualifiedErrorId | Should -Be 'PathNotFound,PodKube.Commands.ConvertFromKubeYamlCommand'
        }
        It 'reports a path outside of the file system' {
            ConvertFrom-KubeYaml -LiteralPath Env:/PATH -ErrorAction SilentlyContinue -ErrorVariable problems
            $problems.FullyQualifiedErrorId | Should -Be 'NotAFile,PodKube.Commands.ConvertFromKubeYamlCommand'
        }
    }

    Context 'errors' {
        It 'refuses a key that stands twice, with its place' {
            { ConvertFrom-KubeYaml "a: 1`nb:`n  c: 1`n  c: 2" } |
                Should -Throw -ErrorId 'InvalidYaml,PodKube.Commands.ConvertFromKubeYamlCommand'
            $Error[0].CategoryInfo.Category | Should -Be 'InvalidData'
            $Error[0].Exception.Line, $Error[0].Exception.Column | Should -Be 4, 3
        }
        It 'emits the documents before a broken one' {
            $read = [Collections.Generic.List[object]]::new()
            { ConvertFrom-KubeYaml "kind: A`n---`nkind: [" | ForEach-Object { $read.Add($_) } } | Should -Throw
            $read.kind | Should -Be 'A'
        }
    }
}
