BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 2 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
    $node = (Get-KubeNode)[0].Name
}
AfterAll { Stop-KubeSandbox }

Describe 'Resume-KubeNode' {
    It 'lets it take new pods again' {
        Get-KubeNode | Suspend-KubeNode | Out-Null
        $waiting = New-TestPod waiting | Wait-KubeResource -For 'Condition=PodScheduled=False' -Timeout 300
        Get-KubeNode | Resume-KubeNode | ForEach-Object { $_.spec.unschedulable | Should -Not -BeTrue; $_.State | Should -Be Ready }
        ($waiting | Wait-KubeResource -For { $_.spec.nodeName } -Timeout 300).Node | Should -BeLike 'node-*'
    }
    . "$PSScriptRoot/Shared/NodeCmdlet.ps1" -Command Resume-KubeNode
}
