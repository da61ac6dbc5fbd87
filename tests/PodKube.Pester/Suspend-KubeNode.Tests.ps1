BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 2 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
    $node = (Get-KubeNode)[0].Name
}
AfterAll { Stop-KubeSandbox }

Describe 'Suspend-KubeNode' {
    It 'lets the node take no new pods, and keeps those it has' {
        New-TestPod before | Wait-KubeResource -For { $_.spec.nodeName } -Timeout 300 | Out-Null
        Get-KubeNode | Suspend-KubeNode | ForEach-Object { $_.spec.unschedulable | Should -BeTrue; $_.State | Should -BeLike '*SchedulingDisabled*' }
        New-TestPod after | Wait-KubeResource -For 'Condition=PodScheduled=False' -Timeout 300 | Out-Null
        (Get-KubePod before).metadata.deletionTimestamp | Should -BeNullOrEmpty
        Get-KubeNode | Resume-KubeNode | Out-Null
    }
    . "$PSScriptRoot/Shared/NodeCmdlet.ps1" -Command Suspend-KubeNode
}
