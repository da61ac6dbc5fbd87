BeforeAll {
    . "$PSScriptRoot/Import-PodKube.ps1"
    Start-KubeSandbox | Out-Null
    @'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [color]
            properties:
              color: {type: string, description: Its color., enum: [red, blue], default: red}
              parts: {type: array, items: {type: object, properties: {name: {type: string}}}}
              limits: {type: object, additionalProperties: {type: string}}
'@ | ConvertFrom-KubeYaml | New-KubeResource | Wait-KubeResource -For Condition=Established | Out-Null
    # A definition is served before its schema is published.
    Test-Eventually { Get-KubeSchema widgets.spec.color -ErrorAction Ignore } | Out-Null
}
AfterAll { Stop-KubeSandbox }

Describe 'Get-KubeSchema' {
    It 'gives the fields of a kind' {
        (Get-KubeSchema deployments).Name | Should -Contain spec
        (Get-KubeSchema pods).Name | Should -Contain status
    }
    It 'follows the way to a field, through arrays' {
        $fields = Get-KubeSchema pods spec.containers
        $fields.Name | Should -Contain image
        ($fields | Where-Object Name -EQ ports).Type | Should -Be '[]ContainerPort'
        ($fields | Where-Object Name -EQ image).Path | Should -Be 'spec.containers.image'
    }
    It 'takes kind and way in one' {
        (Get-KubeSchema pods.spec.containers.image).Type | Should -Be string
        (Get-KubeSchema deployments.apps).Name | Should -Contain spec
    }
    It 'explains custom resources' {
        $color = Get-KubeSchema widgets.spec.color
        $color.Required | Should -BeTrue
        $color.Description | Should -Be 'Its color.'
        $color.Values | Should -Be red, blue
        $color.Default | Should -Be '"red"'
        (Get-KubeSchema widget spec | Where-Object Name -EQ limits).Type | Should -Be 'map[string]string'
        (Get-KubeSchema widget spec.parts).Path | Should -Be 'spec.parts.name'
    }
    It 'goes as deep as there are fields' {
        $paths = (Get-KubeSchema widgets -Recurse).Path
        $paths | Should -Contain 'spec.parts.name'
        $paths | Should -Not -Contain 'spec.parts.color'
        (Get-KubeSchema deployments spec.template -Recurse).Name | Should -Contain topologyKey
    }
    It 'comes to an end where a type holds itself' {
        # As JSONSchemaProps does in a whole cluster: by itself, in a map and in an array.
        $document = [Text.Json.JsonDocument]::Parse(@'
{"components": {"schemas": {"v1.Props": {"properties": {
  "title": {"type": "string"},
  "not": {"$ref": "#/components/schemas/v1.Props"},
  "properties": {"type": "object", "additionalProperties": {"allOf": [{"$ref": "#/components/schemas/v1.Props"}]}},
  "oneOf": {"type": "array", "items": {"allOf": [{"$ref": "#/components/schemas/v1.Props"}]}}
}}}}, "properties": {"schema": {"allOf": [{"$ref": "#/components/schemas/v1.Props"}]}}}
'@)
        $assembly = [PodKube.KubeSession].Assembly
        $schemas = [Activator]::CreateInstance($assembly.GetType('PodKube.Schemas.OpenApiSchemas'), @($document.RootElement))
        $type = $assembly.GetType('PodKube.Schemas.SchemaWalk')
        $walk = [Activator]::CreateInstance($type, @('Definition', $schemas))
        $fields = @($type.GetMethod('Fields').Invoke($walk, @([string[]]@(), $document.RootElement, $true)) | Select-Object -First 20)
        $fields.Path | Should -Be schema, schema.title, schema.not, schema.properties, schema.oneOf
        $fields.Type | Should -Be Props, string, Props, 'map[string]Props', '[]Props'
    }
    It 'names the fields that there are for one that is not there' {
        Get-KubeSchema widgets spec.colour -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidRequest,PodKube.Commands.GetKubeSchemaCommand'
        "$problems" | Should -BeLike '*color*parts*'
    }
    It 'reports a kind that is not served' {
        Get-KubeSchema unicorns.spec -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -Be 'KindNotFound,PodKube.Commands.GetKubeSchemaCommand'
    }
}
