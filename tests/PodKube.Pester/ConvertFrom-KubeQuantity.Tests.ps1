BeforeAll {
    Import-Module $env:PODKUBE_MODULE
}

Describe 'ConvertFrom-KubeQuantity' {
    It 'reads <Text> as <Number>' -TestCases @(
        @{ Text = '500m'; Number = 0.5d }
        @{ Text = '1.5Gi'; Number = 1610612736d }
        @{ Text = '128Mi'; Number = 134217728d }
        @{ Text = '1e3'; Number = 1000d }
        @{ Text = '0'; Number = 0d }
        @{ Text = '-2k'; Number = -2000d }
    ) {
        $value = ConvertFrom-KubeQuantity $Text
        $value | Should -BeOfType [decimal]
        $value | Should -Be $Number
    }
    It 'reads numbers, as manifests have them without quotes' {
        1, 0.5 | ConvertFrom-KubeQuantity | Should -Be 1, 0.5
    }
    It 'emits nothing for null' {
        $null, '1' | ConvertFrom-KubeQuantity | Should -Be 1
        ConvertFrom-KubeQuantity $null | Should -BeNullOrEmpty
    }
    It 'gives the number in a unit, and tells m from M' {
        ConvertFrom-KubeQuantity 1536Mi -Unit Gi | Should -Be 1.5
        ConvertFrom-KubeQuantity 1.5 -Unit m | Should -Be 1500
        ConvertFrom-KubeQuantity 3M -Unit M | Should -Be 3
        { ConvertFrom-KubeQuantity 1 -Unit mi } | Should -Throw -ErrorId 'ParameterArgumentValidationError,PodKube.Commands.ConvertFromKubeQuantityCommand'
    }
    It 'gives the canonical form' {
        '1024Mi', '0.5', '1500m', '1e3' | ConvertFrom-KubeQuantity -Canonical | Should -Be '1Gi', '500m', '1500m', '1e3'
    }
    It 'gives a whole number where a decimal is too small' {
        ConvertFrom-KubeQuantity 1e40 | Should -Be ([bigint]::Pow(10, 40))
    }
    It 'reports what is no quantity and goes on' {
        '1', '1GB', '2' | ConvertFrom-KubeQuantity -ErrorAction SilentlyContinue -ErrorVariable problems | Should -Be 1, 2
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidQuantity,PodKube.Commands.ConvertFromKubeQuantityCommand'
        $problems.CategoryInfo.Category | Should -Be 'InvalidData'
        "$($problems.TargetObject)" | Should -Be '1GB'
        $problems.ErrorDetails.RecommendedAction | Should -BeLike '*Ki Mi Gi*'
    }
}
