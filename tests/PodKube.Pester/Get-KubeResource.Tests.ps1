BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    New-TestPod web-0 | Out-Null
    New-TestObject /api/v1/namespaces/default/configmaps @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'settings' }; data = @{ a = '1' } } | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeResource' {
    It 'knows a kind by <_>' -ForEach 'pods', 'po', 'Pod', 'pod', 'v1/Pod' {
        (Get-KubeResource $_ web-0).Name | Should -Be 'web-0'
    }
    It 'gets several kinds at once' {
        (Get-KubeResource po, cm).kind | Sort-Object -Unique | Should -Be 'ConfigMap', 'Pod'
    }
    It 'takes kinds separated by commas in one text, as kubectl does' {
        (Get-KubeResource 'po,cm').kind | Sort-Object -Unique | Should -Be 'ConfigMap', 'Pod'
    }
    It 'takes kind and name in one word, as kubectl does' {
        New-KubeConfigMap slashed | Out-Null
        New-KubeSecret slashed | Out-Null
        (Get-KubeResource cm/slashed).Name | Should -Be slashed
        (Get-KubeResource cm/slashed, secret/slashed, configmap/nope -ErrorAction SilentlyContinue -ErrorVariable problems).kind | Should -Be ConfigMap, Secret
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.GetKubeResourceCommand'
        (Get-KubeResource secret/slashed, cm).Where({ $_.kind -eq 'Secret' }).Name | Should -Be slashed
        Get-KubeResource cm/slashed other -ErrorAction SilentlyContinue -ErrorVariable problems
        "$problems" | Should -BeLike 'Give the names behind the kinds*'
        Set-KubeLabel cm/slashed other @{ a = 'b' } -ErrorAction SilentlyContinue -ErrorVariable problems
        "$problems" | Should -Be "'cm/slashed' is a kind and a name, which are two arguments here: cm slashed"
    }
    It 'gets kinds that have no namespaces' {
        (Get-KubeResource namespaces default).Name | Should -Be 'default'
        (Get-KubeResource ns default -Namespace kube-system).Name | Should -Be 'default'
    }
    It 'gives the objects the type names of their kind' {
        (Get-KubeResource cm settings).pstypenames | Should -Contain 'PodKube.v1.ConfigMap'
        (Get-KubeResource cm settings).pstypenames | Should -Contain 'PodKube.KubeObject'
    }
    It 'reads objects that are piped in anew' {
        (Get-KubePod web-0 | Get-KubeResource).Name | Should -Be 'web-0'
    }
    It 'reports a kind that is not served' {
        Get-KubeResource unicorns -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'KindNotFound,PodKube.Commands.GetKubeResourceCommand'
    }
    It 'asks for a kind when there is none' {
        Get-KubeResource -Name web-0 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.GetKubeResourceCommand'
    }
}

Describe "The server's columns" {
    BeforeAll {
        function Set-TestKind([object[]] $Columns, [string] $Method = 'POST', [string] $Path = '') {
            Invoke-KubeApi -Method $Method -Path "/apis/apiextensions.k8s.io/v1/customresourcedefinitions$Path" -Body @{
                apiVersion = 'apiextensions.k8s.io/v1'; kind = 'CustomResourceDefinition'
                metadata   = @{ name = 'gadgets.columns.test' }
                spec       = @{
                    group = 'columns.test'; scope = 'Namespaced'; names = @{ plural = 'gadgets'; singular = 'gadget'; kind = 'Gadget' }
                    versions = @(@{
                            name = 'v1'; served = $true; storage = $true; additionalPrinterColumns = $Columns
                            schema = @{ openAPIV3Schema = @{ type = 'object'; 'x-kubernetes-preserve-unknown-fields' = $true } }
                        })
                }
            } -ContentType $(if ($Method -eq 'PATCH') { 'application/merge-patch+json' } else { 'application/json' }) | Out-Null
            Wait-KubeResource crd gadgets.columns.test -For Condition=Established | Out-Null
        }

        # What a person sees, 120 columns wide, without the blanks that make the columns.
        function Get-Shown([object[]] $Items, [hashtable] $Format = @{}) {
            $text = if ($Format.Count) { $Items | Format-Table @Format | Out-String -Width 120 } else { $Items | Out-String -Width 120 }
            @($text -split '\r?\n' | Where-Object { $_.Trim() } | ForEach-Object { ($_ -replace '\x1b\[[0-9;]*m').Trim() -replace '\s+', ' ' })
        }

        Set-TestKind @(
            @{ name = 'Size'; type = 'integer'; jsonPath = '.spec.size' }
            @{ name = 'Status'; type = 'string'; jsonPath = '.status.phase' }
            @{ name = 'Since'; type = 'date'; jsonPath = '.spec.since' }
            @{ name = 'Note'; type = 'string'; jsonPath = '.spec.note'; priority = 1 }
        )
        foreach ($i in 1..3) {
            New-TestObject /apis/columns.test/v1/namespaces/default/gadgets @{
                apiVersion = 'columns.test/v1'; kind = 'Gadget'; metadata = @{ name = "g$i" }
                spec = @{ size = $i; since = [datetime]::UtcNow.AddHours(-30); note = "first`nsecond" }; status = @{ phase = 'Good' }
            } | Out-Null
        }
    }

    It 'show custom resources by default, with dates as ages' {
        $shown = Get-Shown (Get-KubeResource gadgets)
        $shown[0] | Should -Be 'Namespace Name Size Status Since'
        $shown[2] | Should -Be 'default g1 1 Good 30h'
        $shown.Count | Should -Be 5
    }
    It 'show all in the wide view, one line per object' {
        $shown = Get-Shown (Get-KubeResource gadgets) @{ View = 'wide' }
        $shown[0] | Should -Be 'Namespace Name Size Status Since Note'
        $shown[2] | Should -Be 'default g1 1 Good 30h first…'
    }
    It 'show the first time that Format-Table formats a kind, in a runspace of its own' {
        $config = (Get-KubeSandbox)[-1].AdminKubeconfig
        $module = (Get-Module PodKube).Path
        $shell = [powershell]::Create().AddScript(
            "Import-Module '$module'; Get-KubeResource gadgets -Session (Connect-KubeCluster -Kubeconfig '$config' -NotDefault) | Format-Table -View wide | Out-String -Width 120")
        "$($shell.Invoke())" | Should -Match 'Note'
        $shell.Dispose()
    }
    It 'show in a session of constrained language too' {
        $config = (Get-KubeSandbox)[-1].AdminKubeconfig
        $module = Join-Path (Get-Module PodKube).ModuleBase PodKube.psd1
        $shell = [powershell]::Create().AddScript(@"
Import-Module '$module'
`$session = Connect-KubeCluster -Kubeconfig '$config' -NotDefault
`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
Get-KubeResource gadgets -Session `$session | Out-String -Width 120
Get-KubeResource gadgets, pods -Session `$session | Out-String -Width 120
@{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'compared' } } | Compare-KubeResource -Session `$session | Out-String -Width 120
"@)
        $shown = ("$($shell.Invoke())" -replace '\x1b\[[0-9;]*m')
        $shown | Should -Match 'g1 +1 +Good +30h'
        $shown | Should -Match 'g1 +Size: 1, Status: Good'
        $shown | Should -Match '(?m)^\+kind: ConfigMap'
        $shell.Dispose()
    }
    It 'show one object that is read by name' {
        (Get-Shown (Get-KubeResource gadgets g2))[2] | Should -Be 'default g2 2 Good 30h'
    }
    It 'show in the table of several kinds too' {
        $shown = Get-Shown (Get-KubeResource gadgets, pods)
        $shown[0] | Should -Be 'Kind Namespace Name Columns Age'
        $shown -join "`n" | Should -Match 'Gadget default g3 Size: 3, Status: Good, Since: 30h \w+'
        $shown -join "`n" | Should -Match 'Pod default web-0 Ready: \d/1, Status: \w+'
    }
    It 'show built-in kinds that have no table here' {
        New-TestObject /apis/coordination.k8s.io/v1/namespaces/default/leases @{
            apiVersion = 'coordination.k8s.io/v1'; kind = 'Lease'; metadata = @{ name = 'l' }; spec = @{ holderIdentity = 'me' } } | Out-Null
        (Get-Shown (Get-KubeResource leases))[0] | Should -Be 'Namespace Name Holder Age'
    }
    It 'leave the objects as whole as without' {
        $gadget = Get-KubeResource gadgets g1
        $gadget.spec.note | Should -Be "first`nsecond"
        $gadget.pstypenames[0] | Should -Be 'PodKube.columns.test.v1.Gadget'
        ConvertTo-SentJson $gadget | Should -Be (ConvertTo-SentJson (Invoke-KubeApi /apis/columns.test/v1/namespaces/default/gadgets/g1))
        $gadget.PSObject.Properties.Name | Should -Not -Contain 'cells'
        ($gadget | Get-KubeResource).metadata.uid | Should -Be $gadget.metadata.uid
    }
    It 'come with the list, in one request' {
        $requests = Get-SentRequest { Get-KubeResource gadgets -Verbose }
        @($requests -match 'gadgets').Count | Should -Be 1
    }
    It 'need no right to read definitions' {
        New-KubeRole lister -Verb list -Resource gadgets.columns.test | Out-Null
        New-KubeRoleBinding lister -Role lister -User lister | Out-Null
        $session = Connect-KubeCluster -Kubeconfig (Get-KubeSandbox)[-1].AdminKubeconfig -As lister -NotDefault
        (Get-Shown (Get-KubeResource gadgets -Session $session))[2] | Should -Be 'default g1 1 Good 30h'
    }
    It 'show in cells only what came with the object' {
        $made = New-TestObject /apis/columns.test/v1/namespaces/default/gadgets @{
            apiVersion = 'columns.test/v1'; kind = 'Gadget'; metadata = @{ name = 'made' }; spec = @{ size = 9 } }
        (Get-Shown $made)[0] | Should -Be 'Kind Namespace Name Age'
        Invoke-KubeApi -Method DELETE /apis/columns.test/v1/namespaces/default/gadgets/made | Out-Null
    }
    It 'follow a definition that has changed' {
        Set-TestKind @(@{ name = 'Weight'; type = 'integer'; jsonPath = '.spec.size' }) -Method PATCH -Path /gadgets.columns.test
        (Get-Shown (Get-KubeResource gadgets))[0] | Should -Be 'Namespace Name Weight'
    }
}
