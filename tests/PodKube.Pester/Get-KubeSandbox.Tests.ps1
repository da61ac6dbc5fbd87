BeforeAll { . "$PSScriptRoot/Import-PodKube.ps1" }
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeSandbox' {
    It 'lists nothing where there is none' {
        Get-KubeSandbox | Should -BeNullOrEmpty
    }
    It 'lists what this pwsh started' {
        $sandbox = Start-KubeSandbox
        (Get-KubeSandbox).ProcessId | Should -Be $sandbox.ProcessId
    }
}
