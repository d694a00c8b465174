// A Kubernetes cluster whose control plane is a Functions app. Deployed into a resource group of its own; README.md says how.
targetScope = 'resourceGroup'

metadata description = 'CloudOrchestrator: the Kubernetes API on Azure Functions, with node pools of virtual machines.'

@description('Region of everything. Flex Consumption is not in all of them: `az functionapp list-flexconsumption-locations`.')
param location string = resourceGroup().location

@description('First part of all names: letters, digits and dashes.')
@minLength(3)
@maxLength(20)
param clusterName string = 'cloudorchestrator'

@description('First part of the names of tables and node queues: lower-case letters and digits. Several clusters can share an account by it.')
@minLength(3)
@maxLength(40)
param tablePrefix string = 'cloudorchestrator'

@description('Queue of work items.')
param workQueue string = 'work'

@description('Addresses of Services.')
param serviceCidr string = '10.96.0.0/16'

@description('Addresses of pods: an overlay, unknown to the network.')
param podCidr string = '10.244.0.0/16'

@description('Prefix length of a node\'s part of the pods\' addresses: 24 gives 254 nodes in a /16.')
@minValue(20)
@maxValue(28)
param nodeCidrMaskSize int = 24

@description('Addresses of the nodes\' network, a /16: must not overlap the two above.')
param vnetCidr string = '10.10.0.0/16'

@description('Node pools: name (lower-case letters and digits), vmSize, min, max, initial, spot (not offered for B sizes); optionally osDiskSizeGb and template, what a node looks like (capacity, labels, taints), without which an empty pool cannot grow by itself.')
param nodePools array = [
  {
    name: 'default'
    vmSize: 'Standard_B2als_v2'
    min: 0
    max: 10
    initial: 1
    spot: false
    template: {
      capacity: {
        cpu: '2'
        memory: '3900Mi'
        pods: '110'
      }
    }
  }
]

@description('Sizes the pools have now, by pool name, so that deploying again keeps them. README.md has the command that finds them.')
param currentCapacities object = {}

@description('How nodes reach the outside: an address each (nothing to pay without nodes) or one NAT gateway (about $33 a month).')
@allowed([
  'publicIpPerNode'
  'natGateway'
])
param nodeOutbound string = 'publicIpPerNode'

@description('Name of the user for ssh on nodes and gateway.')
param adminUsername string = 'operator'

@description('Public key of that user.')
param sshPublicKey string

@description('Image of nodes and gateway: a system with cloud-init, apt and systemd.')
param image object = {
  publisher: 'Canonical'
  offer: 'ubuntu-24_04-lts'
  sku: 'server'
  version: 'latest'
}

@description('True adds the machine that exec, attach, port-forward, log following and endless watches go through.')
param deployGateway bool = false

@description('Size of the gateway.')
param gatewayVmSize string = 'Standard_B1s'

@description('Who may reach the gateway: addresses, ranges or service tags.')
param gatewaySources array = [
  'Internet'
]

@description('Memory of an instance of the app. 512 keeps the bill low; a cluster of many hundreds of nodes, or one whose first answers must be fast, wants 2048.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 512

@description('How many instances there may be of each function.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('How many requests an instance takes at once; an open watch is one of them.')
@minValue(1)
@maxValue(1000)
param requestsPerInstance int = 200

@description('Instances that wait for requests day and night; 0 costs nothing while nothing happens.')
@minValue(0)
param alwaysReadyInstances int = 0

@description('Runtime as the Flex Consumption catalogue spells it; a wrong one is accepted and the app then never starts.')
param runtimeName string = 'custom'

@description('Version of the runtime as the catalogue spells it.')
param runtimeVersion string = '1.0'

@description('Audience of the tokens with which nodes introduce themselves: something managed identities can ask for.')
param bootstrapAudience string = environment().resourceManager

@description('Redundancy of the storage account: Standard_ZRS survives the loss of a zone.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
])
param storageSku string = 'Standard_LRS'

@description('How long a batch of work may take before another instance gets it, at most PT5M.')
param workLockDuration string = 'PT5M'

@description('How often a message is handed out before it becomes a dead letter.')
@minValue(1)
@maxValue(100)
param workMaxDeliveryCount int = 10

@description('True makes the vault\'s content undeletable for a week, and its name taken for as long after a removal.')
param purgeProtection bool = false

@description('Object id of the user or group that may fetch the administrator\'s token; empty for nobody.')
param administratorId string = ''

@description('What that object id is of.')
@allowed([
  'User'
  'Group'
  'ServicePrincipal'
])
param administratorType string = 'User'

@description('Who gets mail from alerts; empty for nobody, and then there are no alerts to pay for.')
param alertEmail string = ''

@description('Messages on the work queue that are too many when they stay for a quarter of an hour.')
@minValue(0)
param stuckQueueMessages int = 5

@description('Days that telemetry is kept; the first 31 are free.')
@minValue(30)
@maxValue(730)
param logRetentionInDays int = 30

@description('Gigabytes of telemetry a day after which no more is taken.')
@minValue(1)
param logDailyCapGb int = 1

@description('Tags of every resource.')
param tags object = {}

var unique = uniqueString(resourceGroup().id, clusterName)
var allTags = union(tags, { cluster: clusterName })
var packageUrl = '${storage.outputs.blobServiceUri}${storage.outputs.packagesContainer}'

// The fields of NodePool objects.
var autoscaledPools = map(nodePools, pool => {
  name: pool.name
  scaleSet: resourceId('Microsoft.Compute/virtualMachineScaleSets', '${clusterName}-${pool.name}')
  min: pool.min
  max: pool.max
  spot: pool.spot
  template: pool.?template
})

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    location: location
    clusterName: clusterName
    tags: allTags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    location: location
    accountName: 'st${unique}'
    tablePrefix: tablePrefix
    skuName: storageSku
    tags: allTags
  }
}

module servicebus 'modules/servicebus.bicep' = {
  name: 'servicebus'
  params: {
    location: location
    namespaceName: 'sbns-${unique}'
    workQueue: workQueue
    lockDuration: workLockDuration
    maxDeliveryCount: workMaxDeliveryCount
    tags: allTags
  }
}

module keyvault 'modules/keyvault.bicep' = {
  name: 'keyvault'
  params: {
    location: location
    vaultName: 'kv-${unique}'
    purgeProtection: purgeProtection
    tags: allTags
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    location: location
    clusterName: clusterName
    vnetCidr: vnetCidr
    nodeOutbound: nodeOutbound
    deployGateway: deployGateway
    gatewaySources: gatewaySources
    gatewayLabel: '${clusterName}-${unique}'
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    location: location
    clusterName: clusterName
    retentionInDays: logRetentionInDays
    dailyCapGb: logDailyCapGb
    alertEmail: alertEmail
    serviceBusName: servicebus.outputs.namespaceName
    workQueue: servicebus.outputs.workQueue
    poisonQueue: servicebus.outputs.poisonQueue
    stuckQueueMessages: stuckQueueMessages
    storageAccountName: storage.outputs.accountName
    tags: allTags
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  params: {
    clusterName: clusterName
    storageAccountName: storage.outputs.accountName
    packagesContainer: storage.outputs.packagesContainer
    serviceBusName: servicebus.outputs.namespaceName
    vaultName: keyvault.outputs.vaultName
    appPrincipalId: identity.outputs.appPrincipalId
    gatewayPrincipalId: identity.outputs.gatewayPrincipalId
    nodesPrincipalId: identity.outputs.nodesPrincipalId
    nodesIdentityName: identity.outputs.nodesName
    deployGateway: deployGateway
    administratorId: administratorId
    administratorType: administratorType
  }
}

module functions 'modules/functions.bicep' = {
  name: 'functions'
  params: {
    location: location
    appName: '${clusterName}-${unique}'
    clusterName: clusterName
    identityId: identity.outputs.appId
    identityClientId: identity.outputs.appClientId
    nodesPrincipalId: identity.outputs.nodesPrincipalId
    storageAccountName: storage.outputs.accountName
    appContainer: storage.outputs.appContainer
    tablePrefix: tablePrefix
    serviceBusHost: servicebus.outputs.fullyQualifiedNamespace
    workQueue: servicebus.outputs.workQueue
    vaultName: keyvault.outputs.vaultName
    serviceBusName: servicebus.outputs.namespaceName
    nodeRule: servicebus.outputs.nodeRule
    serviceCidr: serviceCidr
    podCidr: podCidr
    nodeCidrMaskSize: nodeCidrMaskSize
    nodePools: autoscaledPools
    gatewayUrl: network.outputs.gatewayUrl
    gatewayAddress: network.outputs.gatewayAddress
    appInsightsConnectionString: monitoring.outputs.connectionString
    bootstrapAudience: bootstrapAudience
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    requestsPerInstance: requestsPerInstance
    alwaysReadyInstances: alwaysReadyInstances
    runtimeName: runtimeName
    runtimeVersion: runtimeVersion
    tags: allTags
  }
  // The app reads its package and its queue as soon as it exists.
  dependsOn: [
    roles
  ]
}

module nodes 'modules/nodes.bicep' = {
  name: 'nodes'
  params: {
    location: location
    clusterName: clusterName
    nodePools: nodePools
    currentCapacities: currentCapacities
    subnetId: network.outputs.nodesSubnetId
    publicIpPerNode: nodeOutbound == 'publicIpPerNode'
    identityId: identity.outputs.nodesId
    identityClientId: identity.outputs.nodesClientId
    apiUrl: functions.outputs.apiUrl
    agentUrl: '${packageUrl}/node-agent.zip'
    bootstrapAudience: bootstrapAudience
    podCidr: podCidr
    adminUsername: adminUsername
    sshPublicKey: sshPublicKey
    image: image
    tags: allTags
  }
}

module gateway 'modules/gateway.bicep' = if (deployGateway) {
  name: 'gateway'
  params: {
    location: location
    clusterName: clusterName
    vmSize: gatewayVmSize
    subnetId: network.outputs.gatewaySubnetId
    address: network.outputs.gatewayAddress
    publicIpId: network.outputs.gatewayIpId
    identityId: identity.outputs.gatewayId
    identityClientId: identity.outputs.gatewayClientId
    gatewayUrl: network.outputs.gatewayUrl
    apiUrl: functions.outputs.apiUrl
    packageUrl: '${packageUrl}/control-plane.zip'
    tableServiceUri: storage.outputs.tableServiceUri
    tablePrefix: tablePrefix
    serviceBusHost: servicebus.outputs.fullyQualifiedNamespace
    workQueue: servicebus.outputs.workQueue
    keyVaultUri: keyvault.outputs.vaultUri
    serviceCidr: serviceCidr
    podCidr: podCidr
    nodeCidrMaskSize: nodeCidrMaskSize
    appInsightsConnectionString: monitoring.outputs.connectionString
    adminUsername: adminUsername
    sshPublicKey: sshPublicKey
    image: image
    tags: allTags
  }
}

output apiUrl string = functions.outputs.apiUrl
output gatewayUrl string = network.outputs.gatewayUrl
output gatewayMachine string = deployGateway ? gateway!.outputs.machineName : ''
output functionAppName string = functions.outputs.appName
output storageAccountName string = storage.outputs.accountName
output packagesContainer string = storage.outputs.packagesContainer
output serviceBusNamespace string = servicebus.outputs.namespaceName
output keyVaultName string = keyvault.outputs.vaultName
output infrastructureRole string = roles.outputs.infrastructureRole
output scaleSets array = nodes.outputs.scaleSetNames
output applicationInsights string = monitoring.outputs.insightsName
output logAnalyticsWorkspace string = monitoring.outputs.workspaceName

@description('A kubeconfig that lacks the administrator\'s token: outputs are kept in the deployment\'s history, which more people may read than the vault.')
output kubeconfig string = replace(replace(loadTextContent('kubeconfig.yaml'), '__CLUSTER__', clusterName), '__SERVER__', functions.outputs.apiUrl)

@description('Prints the kubeconfig with the token, for whoever may read the vault.')
output kubeconfigCommand string = 'az deployment group show -g ${resourceGroup().name} -n ${deployment().name} --query properties.outputs.kubeconfig.value -o tsv | sed "s/__ADMIN_TOKEN__/$(az keyvault secret show --vault-name ${keyvault.outputs.vaultName} -n ${tablePrefix}-keys --query value -o tsv | jq -r \'."admin.token"\')/"'
