// Work for the controllers. Queues of the nodes are made by the control plane when a node asks for access.

@description('Region of the namespace.')
param location string

@description('Name of the namespace.')
@minLength(6)
@maxLength(50)
param namespaceName string

@description('Queue of work items; the one for items that cannot be handled is named after it.')
param workQueue string

@description('How long a batch of work may take before another instance gets it, at most five minutes.')
param lockDuration string

@description('How often a message is handed out before it becomes a dead letter.')
param maxDeliveryCount int

@description('Tags of every resource.')
param tags object

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: namespaceName
  location: location
  tags: tags
  sku: {
    // Basic has no standing charge; nothing here needs topics, sessions or duplicate detection.
    name: 'Basic'
    tier: 'Basic'
  }
  properties: {
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
    // Nodes come with signatures for their own queue; everything else comes with an identity.
    disableLocalAuth: false
  }
}

resource work 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: namespace
  name: workQueue
  properties: {
    lockDuration: lockDuration
    maxDeliveryCount: maxDeliveryCount
    maxSizeInMegabytes: 1024
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
  }
}

resource poison 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: namespace
  name: '${workQueue}-poison'
  properties: {
    lockDuration: 'PT1M'
    maxDeliveryCount: maxDeliveryCount
    maxSizeInMegabytes: 1024
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: false
  }
}

resource nodeRule 'Microsoft.ServiceBus/namespaces/AuthorizationRules@2024-01-01' = {
  parent: namespace
  name: 'nodes'
  properties: {
    rights: [
      'Listen'
    ]
  }
}

output namespaceName string = namespace.name
output fullyQualifiedNamespace string = replace(replace(namespace.properties.serviceBusEndpoint, 'https://', ''), ':443/', '')
output workQueue string = work.name
output poisonQueue string = poison.name
output nodeRule string = nodeRule.name
