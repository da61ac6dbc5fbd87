BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    New-TestNamespace team-a | Out-Null
    New-TestPod web-0 default @{ app = 'web'; tier = 'front' } | Out-Null
    New-TestPod web-1 default @{ app = 'web' } | Out-Null
    New-TestPod db-0 default @{ app = 'db' } | Out-Null
    New-TestPod web-0 team-a @{ app = 'web' } | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubePod' {
    It 'lists the session''s namespace' {
        (Get-KubePod).Name | Should -Be 'db-0', 'web-0', 'web-1'
    }
    It 'lists the namespaces that are named' {
        (Get-KubePod -Namespace team-a, default).Count | Should -Be 4
    }
    It 'lists all namespaces' {
        (Get-KubePod -AllNamespaces).Namespace | Sort-Object -Unique | Should -Contain 'team-a'
    }
    It 'reads one by name' {
        (Get-KubePod web-0 -Namespace team-a).metadata.namespace | Should -Be 'team-a'
    }
    It 'takes names from the pipeline, in their order' {
        ('web-1', 'db-0' | Get-KubePod).Name | Should -Be 'web-1', 'db-0'
    }
    It 'filters by wildcards' {
        (Get-KubePod web-*).Name | Should -Be 'web-0', 'web-1'
    }
    It 'takes wildcards and names together' {
        (Get-KubePod web-*, db-0).Name | Should -Be 'db-0', 'web-0', 'web-1'
    }
    It 'finds nothing for a wildcard that matches nothing, without an error' {
        Get-KubePod nope-* -ErrorAction Stop | Should -BeNullOrEmpty
    }
    It 'reports each name that is not there once, and goes on' {
        $found = 'nope', 'web-0', 'neither' | Get-KubePod -ErrorAction SilentlyContinue -ErrorVariable problems
        $found.Name | Should -Be 'web-0'
        $problems.Count | Should -Be 2
        $problems[0].FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.GetKubePodCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        "$($problems[0].TargetObject)" | Should -Be 'Pod default/nope'
        $problems[0].Exception.Status.Code | Should -Be 404
    }
    It 'reports a name that is in no namespace' {
        Get-KubePod nope -AllNamespaces -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.GetKubePodCommand'
    }
    It 'selects by labels: <selector>' -ForEach @(
        @{ selector = 'app=web'; count = 2 }
        @{ selector = 'app=web,tier!=front'; count = 1 }
        @{ selector = @{ app = 'db' }; count = 1 }
        @{ selector = @{ app = 'db', 'web' }; count = 3 }
        @{ selector = @{ app = 'web'; tier = $null }; count = 1 }
    ) {
        @(Get-KubePod -LabelSelector $selector).Count | Should -Be $count
    }
    It 'has the alias Selector for labels' {
        @(Get-KubePod -Selector app=db).Count | Should -Be 1
    }
    It 'selects by fields' {
        (Get-KubePod -FieldSelector @{ 'metadata.name' = 'db-0' }).Name | Should -Be 'db-0'
    }
    It 'reports a field selector that the server does not know' {
        Get-KubePod -FieldSelector spec.nope=1 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'BadRequest,PodKube.Commands.GetKubePodCommand'
    }
    It 'takes namespaces from the pipeline' {
        (Get-KubeNamespace team-a | Get-KubePod).Namespace | Should -Be 'team-a'
        (Get-KubeNamespace team-a, default | Get-KubePod -Name web-*).Count | Should -Be 3
    }
    It 'takes objects with Name and Namespace from the pipeline' {
        ([pscustomobject] @{ Name = 'web-0'; Namespace = 'team-a' } | Get-KubePod).Namespace | Should -Be 'team-a'
    }
    It 'reads a pod that is piped in anew' {
        (Get-KubePod web-0 -Namespace team-a | Get-KubePod).Namespace | Should -Be 'team-a'
    }
    It 'reads pods of kubectl''s JSON anew' {
        $pod = Invoke-KubeApi /api/v1/namespaces/team-a/pods/web-0 -Raw | ConvertFrom-Json
        ($pod | Get-KubePod).Namespace | Should -Be 'team-a'
    }
    It 'gets the same objects in pages' {
        (Get-KubePod -ChunkSize 1).Name | Should -Be 'db-0', 'web-0', 'web-1'
    }
    It 'stops asking when the pipeline has enough' {
        $lines = Get-KubePod -ChunkSize 1 -Verbose 4>&1 | Select-Object -First 1
        @($lines | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and "$_" -like '*continue=*continue=*' }) | Should -BeNullOrEmpty
    }
    It 'asks for no more than -First' {
        $lines = Get-KubePod -AllNamespaces -First 2 -Verbose 4>&1
        $requests = @($lines | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })
        $requests.Count | Should -Be 1
        "$requests" | Should -BeLike '*limit=2*'
        @($lines | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Count | Should -Be 2
    }
    It 'takes the first of several pages' {
        (Get-KubePod -First 2 -ChunkSize 1).Name | Should -Be 'db-0', 'web-0'
    }
    It 'counts what matches with -First' {
        (Get-KubePod web-* -First 1).Name | Should -Be 'web-0'
        @(Get-KubePod -Namespace default, team-a -First 4).Count | Should -Be 4
    }
    It 'asks for one page for Select-Object -First' {
        $requests = Get-KubePod -AllNamespaces -Verbose 4>&1 | Select-Object -First 3 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        @($requests).Count | Should -Be 1
    }
    It 'shows the progress of lists of several pages' {
        $shell = [powershell]::Create().AddScript("Import-Module '$((Get-Module PodKube).Path)'; Get-KubePod -ChunkSize 1")
        $shell.Invoke().Count | Should -Be 3
        $shell.Streams.Progress[0].StatusDescription | Should -Be '2 of about 3'
        $shell.Streams.Progress[-1].RecordType | Should -Be Completed
    }
    It 'refuses -Namespace together with -AllNamespaces' {
        { Get-KubePod -Namespace default -AllNamespaces } | Should -Throw -ErrorId 'InvalidRequest,PodKube.Commands.GetKubePodCommand'
    }
    It 'names what is wrong with an object that is none' {
        [pscustomobject] @{ Color = 'red' } | Get-KubePod -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.GetKubePodCommand'
    }
    It 'declares its output type, so that completion knows the members' {
        (Get-Command Get-KubePod).OutputType.Name | Should -Be PodKube.v1.Pod, PodKube.KubeObject
    }
}
