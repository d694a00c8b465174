// Three identities, one per kind of machine: what each may do is in roles.bicep.

@description('Region of the identities.')
param location string

@description('First part of the names.')
param clusterName string

@description('Tags of every resource.')
param tags object

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${clusterName}-app'
  location: location
  tags: tags
}

resource gateway 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${clusterName}-gateway'
  location: location
  tags: tags
}

resource nodes 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${clusterName}-nodes'
  location: location
  tags: tags
}

output appId string = app.id
output appClientId string = app.properties.clientId
output appPrincipalId string = app.properties.principalId
output gatewayId string = gateway.id
output gatewayClientId string = gateway.properties.clientId
output gatewayPrincipalId string = gateway.properties.principalId
output nodesId string = nodes.id
output nodesName string = nodes.name
output nodesClientId string = nodes.properties.clientId
output nodesPrincipalId string = nodes.properties.principalId
