// The control plane: a Functions app on a Flex Consumption plan, one process per instance, nothing always on.

@description('Region of the app.')
param location string

@description('Name of the app: the first label of its host name.')
@minLength(2)
@maxLength(60)
param appName string

@description('Name of the cluster, and of the plan.')
param clusterName string

@description('Resource id of the identity the app runs as.')
param identityId string

@description('Client id of the identity the app runs as.')
param identityClientId string

@description('Principal id of the identity of the nodes: it may ask for bootstrap tokens.')
param nodesPrincipalId string

@description('Account that holds the tables and the app\'s package.')
param storageAccountName string

@description('Container of the account that holds the app\'s package.')
param appContainer string

@description('First part of the tables\' names.')
param tablePrefix string

@description('Host name of the Service Bus namespace.')
param serviceBusHost string

@description('Queue of work items.')
param workQueue string

@description('Key vault.')
param vaultName string

@description('Service Bus namespace.')
param serviceBusName string

@description('Policy of the namespace that may only listen: its key signs what nodes get for their own queues.')
param nodeRule string

@description('Addresses of Services.')
param serviceCidr string

@description('Addresses of pods.')
param podCidr string

@description('Prefix length of a node\'s part of the pods\' addresses.')
param nodeCidrMaskSize int

@description('Node pools the autoscaler may change.')
param nodePools array

@description('URL of the gateway; empty without one.')
param gatewayUrl string

@description('Private address of the gateway, which pods reach as the Service kubernetes; empty without one.')
param gatewayAddress string

@description('Connection string of Application Insights.')
param appInsightsConnectionString string

@description('Audience of the tokens with which nodes introduce themselves.')
param bootstrapAudience string

@description('Memory of an instance.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int

@description('How many instances there may be of each function.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('How many requests an instance takes at once; an open watch is one of them.')
@minValue(1)
@maxValue(1000)
param requestsPerInstance int

@description('Instances that wait for requests day and night; 0 costs nothing while nothing happens.')
@minValue(0)
param alwaysReadyInstances int

@description('Runtime in the catalogue of the region, with the exact spelling it has there.')
param runtimeName string

@description('Version of the runtime in the catalogue of the region.')
param runtimeVersion string

@description('Tags of every resource.')
param tags object

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource listenRule 'Microsoft.ServiceBus/namespaces/AuthorizationRules@2024-01-01' existing = {
  parent: namespace
  name: nodeRule
}

// Nodes get signatures for their own row and queue, and no identity can sign: the app reads these two keys through the vault, at run time and nowhere else.
resource nodeStorage 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'node-storage'
  properties: {
    value: 'DefaultEndpointsProtocol=https;AccountName=${account.name};AccountKey=${account.listKeys().keys[0].value};EndpointSuffix=${environment().suffixes.storage}'
  }
}

resource nodeServiceBus 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'node-servicebus'
  properties: {
    value: listenRule.listKeys().primaryConnectionString
  }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: clusterName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: appName
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${appContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances > 0
          ? [
              {
                name: 'http'
                instanceCount: alwaysReadyInstances
              }
            ]
          : []
        triggers: {
          http: {
            perInstanceConcurrency: requestsPerInstance
          }
        }
      }
      runtime: {
        name: runtimeName
        version: runtimeVersion
      }
    }
  }
}

// Settings are a resource of their own because one of them is the site's own host name.
resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: site
  name: 'appsettings'
  properties: {
    FUNCTIONS_EXTENSION_VERSION: '~4'
    AzureWebJobsStorage__accountName: account.name
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: appInsightsConnectionString
    AZURE_CLIENT_ID: identityClientId
    Storage__tableServiceUri: account.properties.primaryEndpoints.table
    ServiceBus__fullyQualifiedNamespace: serviceBusHost
    // The host's own trigger needs to be told which identity; the handler reads AZURE_CLIENT_ID.
    ServiceBus__credential: 'managedidentity'
    ServiceBus__clientId: identityClientId
    TablePrefix: tablePrefix
    WorkQueue: workQueue
    KeyVaultUri: vault.properties.vaultUri
    NodeStorage: '@Microsoft.KeyVault(SecretUri=${nodeStorage.properties.secretUri})'
    NodeServiceBus: '@Microsoft.KeyVault(SecretUri=${nodeServiceBus.properties.secretUri})'
    ServiceCidr: serviceCidr
    PodCidr: podCidr
    NodeCidrMaskSize: string(nodeCidrMaskSize)
    InstanceMemoryMB: string(instanceMemoryMB)
    PublicUrl: 'https://${site.properties.defaultHostName}'
    GatewayUrl: gatewayUrl
    AdvertiseAddress: gatewayAddress
    AdvertisePort: empty(gatewayAddress) ? '' : '443'
    SubscriptionId: subscription().subscriptionId
    ResourceGroup: resourceGroup().name
    NodePools: string(nodePools)
    BootstrapAudience: bootstrapAudience
    BootstrapIssuer: 'https://sts.windows.net/${tenant().tenantId}/'
    BootstrapJwksUri: '${environment().authentication.loginEndpoint}${tenant().tenantId}/discovery/keys'
    BootstrapPrincipals: nodesPrincipalId
  }
}

output appName string = site.name
output apiUrl string = 'https://${site.properties.defaultHostName}'
