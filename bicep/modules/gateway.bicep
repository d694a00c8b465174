// A small machine for what a Functions front end does not pass: exec, attach, port-forward, following logs, watches without end.

@description('Region of the gateway.')
param location string

@description('First part of the names.')
param clusterName string

@description('Size of the machine.')
param vmSize string

@description('Subnet of the gateway.')
param subnetId string

@description('Private address of the gateway.')
param address string

@description('Resource id of the gateway\'s public address.')
param publicIpId string

@description('Resource id of the identity of the gateway.')
param identityId string

@description('Client id of the identity of the gateway.')
param identityClientId string

@description('URL under which clients reach the gateway.')
param gatewayUrl string

@description('URL of the Kubernetes API.')
param apiUrl string

@description('URL of the zip archive with the control plane.')
param packageUrl string

@description('URL of the table service.')
param tableServiceUri string

@description('First part of the tables\' names.')
param tablePrefix string

@description('Host name of the Service Bus namespace.')
param serviceBusHost string

@description('Queue of work items.')
param workQueue string

@description('URL of the key vault.')
param keyVaultUri string

@description('Addresses of Services.')
param serviceCidr string

@description('Addresses of pods.')
param podCidr string

@description('Prefix length of a node\'s part of the pods\' addresses.')
param nodeCidrMaskSize int

@description('Connection string of Application Insights.')
param appInsightsConnectionString string

@description('Name of the user for ssh.')
param adminUsername string

@description('Public key of that user.')
param sshPublicKey string

@description('Image of the operating system.')
param image object

@description('Tags of every resource.')
param tags object

var settings = {
  Storage__tableServiceUri: tableServiceUri
  ServiceBus__fullyQualifiedNamespace: serviceBusHost
  TablePrefix: tablePrefix
  WorkQueue: workQueue
  KeyVaultUri: keyVaultUri
  ServiceCidr: serviceCidr
  PodCidr: podCidr
  NodeCidrMaskSize: string(nodeCidrMaskSize)
  PublicUrl: apiUrl
  GatewayUrl: gatewayUrl
  AdvertiseAddress: address
  AdvertisePort: '443'
  AZURE_CLIENT_ID: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: appInsightsConnectionString
}
var settingLines = join(map(items(settings), setting => '${setting.key}=${setting.value}'), '\n      ')
var template = loadTextContent('../gateway-cloud-init.yaml')
var addressed = replace(replace(template, '__SETTINGS__', settingLines), '__HOST__', replace(gatewayUrl, 'https://', ''))
var cloudInit = replace(replace(addressed, '__PACKAGE_URL__', packageUrl), '__CLIENT_ID__', identityClientId)

resource nic 'Microsoft.Network/networkInterfaces@2024-07-01' = {
  name: '${clusterName}-gateway'
  location: location
  tags: tags
  properties: {
    ipConfigurations: [
      {
        name: 'ip'
        properties: {
          privateIPAllocationMethod: 'Static'
          privateIPAddress: address
          subnet: {
            id: subnetId
          }
          publicIPAddress: {
            id: publicIpId
          }
        }
      }
    ]
  }
}

resource machine 'Microsoft.Compute/virtualMachines@2024-11-01' = {
  name: '${clusterName}-gateway'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    hardwareProfile: {
      vmSize: vmSize
    }
    osProfile: {
      computerName: 'gateway'
      adminUsername: adminUsername
      customData: base64(cloudInit)
      linuxConfiguration: {
        disablePasswordAuthentication: true
        ssh: {
          publicKeys: [
            {
              path: '/home/${adminUsername}/.ssh/authorized_keys'
              keyData: sshPublicKey
            }
          ]
        }
      }
    }
    storageProfile: {
      imageReference: {
        publisher: image.publisher
        offer: image.offer
        sku: image.sku
        version: image.version
      }
      osDisk: {
        createOption: 'FromImage'
        caching: 'ReadWrite'
        deleteOption: 'Delete'
        managedDisk: {
          storageAccountType: 'StandardSSD_LRS'
        }
      }
    }
    networkProfile: {
      networkInterfaces: [
        {
          id: nic.id
          properties: {
            deleteOption: 'Delete'
          }
        }
      ]
    }
    diagnosticsProfile: {
      bootDiagnostics: {
        enabled: true
      }
    }
  }
}

output machineName string = machine.name
