BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    $text = '{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"x","creationTimestamp":"2024-05-06T07:08:09Z",' +
        '"labels":{"startTime":"2024-05-06T07:08:09Z"},"managedFields":[{"time":"2024-05-06T07:08:10Z"}]},' +
        '"spec":{"whole":7,"one":1.0,"thousand":1e3,"huge":12345678901234567890123,"precise":0.1234567890123456789012,' +
        '"renewTime":"2024-05-06T07:08:09.123456Z","zonedTime":"2024-05-06T07:08:09.5+02:00","notTime":"soon","none":null,' +
        '"empty":{},"list":[],"nested":[[1,2],[3]],"text":"täxt <&> \u0001"},"data":{"a":"1","A":"2","":"3"},"status":{"pstypenames":"x"}}'
    function Compare-Json($One, $Other) {
        [System.Text.Json.Nodes.JsonNode]::DeepEquals([System.Text.Json.Nodes.JsonNode]::Parse($One), [System.Text.Json.Nodes.JsonNode]::Parse($Other))
    }
}

Describe 'An object from the server' {
    BeforeEach { $thing = ConvertTo-TestObject $text }

    It 'carries the type names of its kind' {
        $thing.pstypenames[0, 1] | Should -Be 'PodKube.example.com.v1.Thing', 'PodKube.KubeObject'
    }
    It 'has times as UTC dates' {
        $thing.metadata.creationTimestamp | Should -BeOfType datetime
        $thing.metadata.creationTimestamp.Kind | Should -Be Utc
        $thing.metadata.managedFields[0].time | Should -BeOfType datetime
        $thing.spec.zonedTime | Should -Be ([datetime]::new(2024, 5, 6, 5, 8, 9, 500, [DateTimeKind]::Utc))
    }
    It 'has no times in maps of people''s own making, nor where the text is none' {
        $thing.metadata.labels.startTime | Should -BeOfType string
        $thing.spec.notTime | Should -BeOfType string
    }
    It 'has numbers without loss' {
        $thing.spec.whole | Should -BeOfType long
        $thing.spec.one | Should -BeOfType double
        $thing.spec.huge | Should -Be ([bigint]::Parse('12345678901234567890123'))
        $thing.spec.precise | Should -BeOfType decimal
    }
    It 'keeps keys that PowerShell would take for the same' {
        $thing.data.a | Should -BeExactly '1'
        $thing.data.A | Should -BeExactly '2'
        $thing.data[''] | Should -BeExactly '3'
        $thing.status['pstypenames'] | Should -Be x
    }
    It 'keeps arrays as arrays' {
        , $thing.spec.list | Should -BeOfType object[]
        $thing.spec.nested[1].Count | Should -Be 1
    }
    It 'is written byte for byte while nobody changed it' {
        ConvertTo-SentJson $thing | Should -BeExactly $text
    }
    It 'is written with every number and time as it came after it was read' {
        $null = $thing.metadata, $thing.spec, $thing.data, $thing.status
        ConvertTo-SentJson $thing | Should -BeExactly $text
    }
    It 'takes assignments, deep and shallow' {
        $thing.spec.whole = 8
        $thing.spec.renewTime = $thing.spec.renewTime.AddSeconds(1)
        $thing.metadata.creationTimestamp = [datetime]::new(2025, 1, 2, 3, 4, 5, [DateTimeKind]::Utc)
        $thing.status = @{ ready = $true }
        $expected = $text.Replace('"whole":7', '"whole":8').Replace('07:08:09.123456Z', '07:08:10.123456Z').
            Replace('"creationTimestamp":"2024-05-06T07:08:09Z"', '"creationTimestamp":"2025-01-02T03:04:05Z"').Replace('{"pstypenames":"x"}', '{"ready":true}')
        ConvertTo-SentJson $thing | Should -BeExactly $expected
    }
    It 'takes new members, and loses removed ones' {
        $thing | Add-Member -NotePropertyName extra -NotePropertyValue @{ k = 1 }
        $thing.spec | Add-Member -NotePropertyName added -NotePropertyValue 'x'
        $thing.PSObject.Properties.Remove('status')
        $sent = ConvertTo-SentJson $thing | ConvertFrom-Json -AsHashtable
        $sent.extra.k | Should -Be 1
        $sent.spec.added | Should -Be x
        $sent.Keys | Should -Not -Contain status
    }
    It 'writes no member that is not Kubernetes''' {
        $thing | Add-Member -MemberType ScriptProperty -Name Computed -Value { 1 }
        $thing | Add-Member -MemberType AliasProperty -Name Short -Value kind
        ConvertTo-SentJson $thing | Should -BeExactly $text
    }
    It 'is copied without taking the original along' {
        $copy = $thing.PSObject.Copy()
        $copy.spec = 'other'
        $copy.kind = 'Other'
        $thing.spec.whole | Should -Be 7
        $thing.kind | Should -BeExactly Thing
        $copy.pstypenames | Should -Be $thing.pstypenames
    }
    It 'shares nothing that can be changed with the other objects of its kind' {
        $other = ConvertTo-TestObject $text
        $thing.pstypenames.Insert(0, 'Mine')
        $thing.kind = 'Changed'
        $thing.apiVersion = 'v9'
        $thing.pstypenames[0, 1] | Should -Be 'Mine', 'PodKube.example.com.v1.Thing'
        foreach ($untouched in $other, (ConvertTo-TestObject $text)) {
            $untouched.pstypenames[0, 1] | Should -Be 'PodKube.example.com.v1.Thing', 'PodKube.KubeObject'
            $untouched.apiVersion, $untouched.kind | Should -BeExactly 'example.com/v1', 'Thing'
            ConvertTo-SentJson $untouched | Should -BeExactly $text
        }
    }
    It 'has the same type names in an engine that cannot share them' {
        $names = [PodKube.KubeSession].Assembly.GetType('PodKube.Objects.SharedTypeNames')
        $flags = [Reflection.BindingFlags] 'NonPublic, Instance'
        $found = $names.GetField('s_instance', [Reflection.BindingFlags] 'NonPublic, Static').GetValue($null)
        $oneByOne = [Activator]::CreateInstance($names.GetNestedType('OneByOne', 'NonPublic'), $true)
        $made = foreach ($way in $found, $oneByOne) {
            $list = $names.GetMethod('MakeList', $flags).Invoke($way, @(, [string[]] ('PodKube.v1.Pod', 'PodKube.KubeObject')))
            $object = [psobject]::new()
            $null = $names.GetMethod('AssignList', $flags).Invoke($way, @($object, $list))
            $object.pstypenames -join ','
        }
        $made[0] | Should -Be 'PodKube.v1.Pod,PodKube.KubeObject,System.Management.Automation.PSCustomObject,System.Object'
        $made[1] | Should -Be $made[0]
        $found.GetType().Name | Should -Not -Be OneByOne -Because 'this engine can'
    }
    It 'survives ConvertTo-Json and back' {
        $pod = ConvertTo-TestObject '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","creationTimestamp":"2024-05-06T07:08:09Z"},"spec":{"containers":[{"name":"c","ports":[{"containerPort":80}]}]}}'
        $back = $pod | ConvertTo-Json -Depth 30 | ConvertFrom-Json
        Compare-Json (ConvertTo-SentJson $pod) (ConvertTo-SentJson $back) | Should -BeTrue
    }
    It 'loses its computed members when it comes back from ConvertTo-Json: they are not Kubernetes''' {
        $computed = ([xml] (Get-Content -Raw (Join-Path (Get-Module PodKube).ModuleBase PodKube.Types.ps1xml))).SelectNodes('//CodeProperty[not(@IsHidden)]/Name').InnerText
        $known = [PodKube.KubeSession].Assembly.GetType('PodKube.Objects.ComputedMembers').GetMethod('Contains')
        $computed | Where-Object { -not $known.Invoke($null, @([string] $_)) } | Should -BeNullOrEmpty
    }
    It 'names the type of a field without converting it' {
        $member = $thing.PSObject.Properties['spec']
        $member.TypeNameOfValue | Should -Be System.Management.Automation.PSCustomObject
        $member.Box.IsRead | Should -BeFalse
    }
    It 'converts no field for its computed members' {
        $pod = ConvertTo-TestObject '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"nodeName":"n","containers":[{"name":"c"}]},"status":{"phase":"Running"}}'
        $null = $pod.Name, $pod.Ready, $pod.State, $pod.Restarts, $pod.Node, ($pod | Out-String)
        'metadata', 'spec', 'status' | ForEach-Object { $pod.PSObject.Properties[$_].Box.IsRead | Should -BeFalse }
    }
    It 'follows changes in its computed members' {
        $pod = ConvertTo-TestObject '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"status":{"phase":"Running"}}'
        $pod.status.phase = 'Pending'
        $pod.metadata.name = 'q'
        $pod.State | Should -Be Pending
        $pod.Name | Should -Be q
    }
}

Describe 'What people write' {
    It 'becomes JSON: <title>' -ForEach @(
        @{ title = 'a hashtable'; value = @{ a = 1 }; json = '{"a":1}' }
        @{ title = 'an ordered dictionary'; value = [ordered] @{ b = 1; a = $null }; json = '{"b":1,"a":null}' }
        @{ title = 'arrays'; value = @{ a = @('x', @(1, 2)) }; json = '{"a":["x",[1,2]]}' }
        @{ title = 'an empty array'; value = @{ a = @() }; json = '{"a":[]}' }
        @{ title = 'a list'; value = @{ a = [Collections.Generic.List[int]] @(1, 2) }; json = '{"a":[1,2]}' }
        @{ title = 'an enum'; value = @{ a = [DayOfWeek]::Monday }; json = '{"a":"Monday"}' }
        @{ title = 'a date'; value = @{ a = [datetime]::new(2024, 1, 2, 3, 4, 5, 678, [DateTimeKind]::Utc) }; json = '{"a":"2024-01-02T03:04:05Z"}' }
        @{ title = 'a MicroTime'; value = @{ renewTime = [datetime]::new(2024, 1, 2, 3, 4, 5, 678, [DateTimeKind]::Utc) }; json = '{"renewTime":"2024-01-02T03:04:05.678000Z"}' }
        @{ title = 'a duration'; value = @{ a = [timespan] '01:30:00' }; json = '{"a":"1h30m0s"}' }
        @{ title = 'bytes'; value = @{ a = [byte[]] @(1, 2) }; json = '{"a":"AQI="}' }
        @{ title = 'a SecureString, into a request'; value = @{ a = ConvertTo-SecureString x -AsPlainText -Force }; json = '{"a":"x"}' }
        @{ title = 'big numbers'; value = @{ a = [ulong]::MaxValue }; json = '{"a":18446744073709551615}' }
    ) {
        ConvertTo-SentJson $value | Should -BeExactly $json
    }
    It 'is refused where it contains itself' {
        $loop = @{}
        $loop.self = $loop
        { ConvertTo-SentJson $loop } | Should -Throw '*contains itself*'
    }
}

Describe 'The state of a pod, as kubectl says it' {
    It '<expected>' -ForEach @(
        @{ expected = 'Pending'; status = '{"phase":"Pending"}' }
        @{ expected = 'Evicted'; status = '{"phase":"Failed","reason":"Evicted"}' }
        @{ expected = 'SchedulingGated'; status = '{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}' }
        @{ expected = 'CrashLoopBackOff'; status = '{"phase":"Running","containerStatuses":[{"name":"c","restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}' }
        @{ expected = 'Completed'; status = '{"phase":"Succeeded","containerStatuses":[{"name":"c","restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}' }
        @{ expected = 'ExitCode:3'; status = '{"phase":"Failed","containerStatuses":[{"name":"c","restartCount":0,"state":{"terminated":{"exitCode":3}}}]}' }
        @{ expected = 'Signal:9'; status = '{"phase":"Failed","containerStatuses":[{"name":"c","restartCount":0,"state":{"terminated":{"exitCode":137,"signal":9}}}]}' }
        @{ expected = 'Init:0/2'; status = '{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":0,"state":{"running":{}}},{"name":"j","restartCount":0,"state":{"waiting":{"reason":"PodInitializing"}}}]}' }
        @{ expected = 'Init:Error'; status = '{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":1,"state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}' }
        @{ expected = 'NotReady'; status = '{"phase":"Running","conditions":[{"type":"Ready","status":"False"}],"containerStatuses":[{"name":"d","restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}},{"name":"c","restartCount":0,"ready":true,"state":{"running":{}}}]}' }
    ) {
        $pod = ConvertTo-TestObject ('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c"}],"initContainers":[{"name":"i"},{"name":"j"}]},"status":' + $status + '}')
        $pod.State | Should -Be $expected
    }
    It 'Terminating' {
        $pod = ConvertTo-TestObject '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","deletionTimestamp":"2024-01-01T00:00:00Z"},"spec":{"containers":[{"name":"c"}]},"status":{"phase":"Running"}}'
        $pod.State | Should -Be Terminating
    }
    It 'counts sidecars among the containers' {
        $pod = ConvertTo-TestObject ('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c"}],"initContainers":[{"name":"s","restartPolicy":"Always"}]},"status":{"phase":"Running",' +
            '"initContainerStatuses":[{"name":"s","restartCount":2,"started":true,"ready":true,"state":{"running":{}}}],"containerStatuses":[{"name":"c","restartCount":1,"ready":true,"state":{"running":{}}}]}}')
        $pod.Ready | Should -Be '2/2'
        $pod.State | Should -Be Running
        $pod.Restarts | Should -Be 3
    }
    It 'is the same for an object of kubectl''s' {
        $pod = '{"kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c"}]},"status":{"phase":"Running","containerStatuses":[{"name":"c","restartCount":3,"state":{"waiting":{"reason":"ImagePullBackOff"}}}]}}' | ConvertFrom-Json
        [PodKube.Objects.Columns.PodColumns]::State($pod) | Should -Be ImagePullBackOff
    }
}

Describe 'A table' {
    It 'shows ages as kubectl does: <expected>' -ForEach @(
        @{ age = [timespan]::FromSeconds(30.5); expected = '30s' }
        @{ age = [timespan]::FromSeconds(150.5); expected = '2m30s' }
        @{ age = [timespan]::FromMinutes(64); expected = '64m' }
        @{ age = [timespan]::FromHours(7.51); expected = '7h30m' }
        @{ age = [timespan]::FromHours(40); expected = '40h' }
        @{ age = [timespan]::FromHours(76.5); expected = '3d4h' }
        @{ age = [timespan]::FromDays(100.1); expected = '100d' }
        @{ age = [timespan]::FromDays(800.1); expected = '2y70d' }
        @{ age = [timespan]::FromDays(4000.1); expected = '10y' }
    ) {
        [PodKube.KubeSession].Assembly.GetType('PodKube.Objects.HumanDuration').GetMethod('Format').Invoke($null, @($age)) | Should -BeExactly $expected
    }
    It 'of pods reads like kubectl''s' {
        $created = [datetime]::UtcNow.AddDays(-10).ToString('s') + 'Z'
        $pod = ConvertTo-TestObject ('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-0","namespace":"team-a","creationTimestamp":"CREATED"},"spec":{"containers":[{"name":"c"}]},"status":{"phase":"Pending"}}' -replace 'CREATED', $created)
        $lines = ($pod | Out-String) -split '\r?\n' | Where-Object { $_.Trim() }
        $lines[0] -split ' +' | Should -Be Namespace, Name, Ready, State, Restarts, Age
        $lines[2] -split ' +' | Should -Be team-a, web-0, 0/1, Pending, 0, 10d
    }
    It 'has wide columns in the view wide' {
        $pod = ConvertTo-TestObject '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-0","namespace":"team-a"},"spec":{"nodeName":"node-1"},"status":{"podIP":"10.0.0.1"}}'
        $pod | Format-Table -View wide | Out-String -Width 200 | Should -Match '10\.0\.0\.1 +node-1'
    }
}
