Describe 'A file that ends its pwsh' {
    It 'gets no further' { [Environment]::Exit(0) }
}
