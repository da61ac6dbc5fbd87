BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox -Node 1 | Out-Null
    $stranger = Connect-TestStranger
    $nowhere = Connect-TestNowhere
    New-KubeDeployment web nginx:1 -Replicas 2 | Out-Null
    function Wait-Revision($Number, $Name = 'web') {
        Wait-KubeResource deployment $Name -Timeout 60 -For {
            $_.metadata.annotations.'deployment.kubernetes.io/revision' -eq "$Number" -and $_.status.observedGeneration -ge $_.metadata.generation -and
            $_.status.updatedReplicas -eq $_.spec.replicas -and $_.status.replicas -eq $_.spec.replicas -and $_.status.availableReplicas -eq $_.spec.replicas
        } | Out-Null
    }
    function Set-Image($Image) {
        Update-KubeResource deployment web -Strategic @{ spec = @{ template = @{ spec = @{ containers = @(@{ name = 'nginx'; image = $Image }) } } } } | Out-Null
    }
    Wait-Revision 1
}
AfterAll { Stop-KubeSandbox }

Describe 'Undo-KubeRollout' {
    It 'brings back the template before, or the one of a number' {
        Set-Image nginx:2
        Wait-Revision 2
        Set-Image nginx:3
        Wait-Revision 3
        (Undo-KubeRollout deployment web).spec.template.spec.containers[0].image | Should -Be nginx:2
        Wait-Revision 4
        $made = Get-KubeRollout deployment web | Undo-KubeRollout -ToRevision 1
        $made.spec.template.spec.containers[0].image | Should -Be nginx:1
        $made.spec.template.metadata.labels.PSObject.Properties.Name | Should -Not -Contain pod-template-hash
    }
    It 'brings back the template of a daemon set' {
        $set = @{
            apiVersion = 'apps/v1'; kind = 'DaemonSet'; metadata = @{ name = 'agent' }
            spec = @{ selector = @{ matchLabels = @{ app = 'agent' } }; template = @{ metadata = @{ labels = @{ app = 'agent' } }; spec = @{ containers = @(@{ name = 'main'; image = 'agent:1' }) } } }
        } | New-KubeResource
        Wait-KubeResource daemonset agent -Timeout 60 -For { $_.status.observedGeneration -eq 1 -and $_.status.numberAvailable -eq 1 } | Out-Null
        $set | Update-KubeResource { $_.spec.template.spec.containers[0].image = 'agent:2' } | Out-Null
        Wait-KubeResource daemonset agent -Timeout 60 -For { $_.status.observedGeneration -eq 2 -and $_.status.updatedNumberScheduled -eq 1 } | Out-Null
        (Get-KubeRollout daemonset agent).History.Images | Should -Be agent:1, agent:2
        ($set | Undo-KubeRollout).spec.template.spec.containers[0].image | Should -Be agent:1
    }
    It 'reports a revision that is not kept' {
        Undo-KubeRollout deployment web -ToRevision 99 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.UndoKubeRolloutCommand'
        "$problems" | Should -BeLike '*no revision 99*'
    }
    It 'sends nothing with -WhatIf' {
        Undo-KubeRollout deployment web -Session $nowhere -WhatIf
        @{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web' } } | Undo-KubeRollout -Session $nowhere -WhatIf
    }
    It 'reports each that is not there, and goes on' {
        $made = Undo-KubeRollout deployment nope, web -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Name | Should -Be web
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.UndoKubeRolloutCommand'
        "$($problems.TargetObject)" | Should -Be 'Deployment default/nope'
    }
    It 'reports a namespace that is not there' {
        Undo-KubeRollout deployment web -Namespace nope -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'NotFound,PodKube.Commands.UndoKubeRolloutCommand'
    }
    It 'says which right is missing' {
        Undo-KubeRollout deployment web -Session $stranger -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'Forbidden,PodKube.Commands.UndoKubeRolloutCommand'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike 'Grant-KubeAccess -User stranger -Verb get *'
    }
    It 'refuses what says no kind' {
        @{ metadata = @{ name = 'x' } } | Undo-KubeRollout -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.UndoKubeRolloutCommand'
    }
}
