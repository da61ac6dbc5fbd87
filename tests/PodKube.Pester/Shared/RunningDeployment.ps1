# A sandbox with one node, on which the two pods of the deployment web run. A file dot-sources it into its BeforeAll block.
Start-KubeSandbox -Node 1 | Out-Null
$stranger = Connect-TestStranger
$nowhere = Connect-TestNowhere
New-KubeDeployment web nginx:1 -Replicas 2 | Wait-KubeRollout -Timeout 300 | Out-Null

# Gives it another template, which begins a rollout.
function Set-Image($Image) {
    Update-KubeResource deployment web -Strategic @{ spec = @{ template = @{ spec = @{ containers = @(@{ name = 'nginx'; image = $Image }) } } } } | Out-Null
}
