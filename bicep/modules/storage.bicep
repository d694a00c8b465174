// The account that holds the cluster: tables are the state, containers hold the programs.

@description('Region of the account.')
param location string

@description('Name of the account.')
@minLength(3)
@maxLength(24)
param accountName string

@description('First part of the tables\' names.')
param tablePrefix string

@description('Redundancy of the account.')
param skuName string

@description('Tags of every resource.')
param tags object

var tableNames = [
  '${tablePrefix}state'
  '${tablePrefix}cluster'
  '${tablePrefix}heartbeats'
]

var containerNames = [
  'app-package'
  'packages'
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: accountName
  location: location
  tags: tags
  sku: {
    name: skuName
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    // The app signs each node's access to its own heartbeat row with the account's key.
    allowSharedKeyAccess: true
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [for tableName in tableNames: {
  parent: tableService
  name: tableName
}]

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [for containerName in containerNames: {
  parent: blobService
  name: containerName
  properties: {
    publicAccess: 'None'
  }
}]

output accountName string = account.name
output tableServiceUri string = account.properties.primaryEndpoints.table
output blobServiceUri string = account.properties.primaryEndpoints.blob
output appContainer string = containerNames[0]
output packagesContainer string = containerNames[1]
