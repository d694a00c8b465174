// Keeps the cluster's keys and the administrator's token, both made by the control plane.

@description('Region of the vault.')
param location string

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('True makes deleted keys unrecoverable only after their retention, and keeps the vault\'s name taken for as long.')
param purgeProtection bool

@description('Tags of every resource.')
param tags object

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: vaultName
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    // The service refuses false: the property is either true or absent.
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: 'Enabled'
  }
}

output vaultName string = vault.name
output vaultUri string = vault.properties.vaultUri
