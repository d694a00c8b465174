// Node pools: a scale set each. Machines install the agent when they first start and join by their identity.

@description('Region of the nodes.')
param location string

@description('First part of the names.')
param clusterName string

@description('Pools as in main.bicep.')
param nodePools array

@description('Sizes the pools have now, by pool: deploying again must not undo what the autoscaler did.')
param currentCapacities object

@description('Subnet of the nodes.')
param subnetId string

@description('True gives each node an address of its own for its way out.')
param publicIpPerNode bool

@description('Resource id of the identity of the nodes.')
param identityId string

@description('Client id of the identity of the nodes.')
param identityClientId string

@description('URL of the Kubernetes API.')
param apiUrl string

@description('URL of the zip archive with the node agent.')
param agentUrl string

@description('Audience of the token with which a node introduces itself.')
param bootstrapAudience string

@description('Addresses of pods.')
param podCidr string

@description('Name of the user for ssh.')
param adminUsername string

@description('Public key of that user.')
param sshPublicKey string

@description('Image of the operating system.')
param image object

@description('Tags of every resource.')
param tags object

var template = loadTextContent('../cloud-init.yaml')
var shared = replace(replace(replace(template, '__SERVER__', apiUrl), '__AGENT_URL__', agentUrl), '__CLIENT_ID__', identityClientId)
var cloudInit = replace(replace(shared, '__BOOTSTRAP_AUDIENCE__', bootstrapAudience), '__POD_CIDR__', podCidr)

resource scaleSets 'Microsoft.Compute/virtualMachineScaleSets@2024-11-01' = [for pool in nodePools: {
  name: '${clusterName}-${pool.name}'
  location: location
  tags: union(tags, { pool: pool.name })
  sku: {
    name: pool.vmSize
    tier: 'Standard'
    capacity: currentCapacities[?pool.name] ?? pool.initial
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    // Uniform: the autoscaler takes away the instances it has drained, by their ids.
    orchestrationMode: 'Uniform'
    overprovision: false
    singlePlacementGroup: false
    upgradePolicy: {
      mode: 'Manual'
    }
    virtualMachineProfile: {
      priority: pool.spot ? 'Spot' : 'Regular'
      evictionPolicy: pool.spot ? 'Delete' : null
      billingProfile: pool.spot ? { maxPrice: -1 } : null
      osProfile: {
        computerNamePrefix: '${pool.name}-'
        adminUsername: adminUsername
        customData: base64(replace(cloudInit, '__POOL__', pool.name))
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
          diskSizeGB: pool.?osDiskSizeGB ?? 64
          managedDisk: {
            storageAccountType: 'StandardSSD_LRS'
          }
        }
      }
      networkProfile: {
        networkInterfaceConfigurations: [
          {
            name: 'nic'
            properties: {
              primary: true
              enableIPForwarding: true
              ipConfigurations: [
                {
                  name: 'ip'
                  properties: {
                    primary: true
                    privateIPAddressVersion: 'IPv4'
                    subnet: {
                      id: subnetId
                    }
                    publicIPAddressConfiguration: publicIpPerNode
                      ? {
                          name: 'out'
                          sku: {
                            name: 'Standard'
                          }
                          properties: {
                            idleTimeoutInMinutes: 4
                          }
                        }
                      : null
                  }
                }
              ]
            }
          }
        ]
      }
      diagnosticsProfile: {
        bootDiagnostics: {
          enabled: true
        }
      }
      scheduledEventsProfile: {
        // Time to drain a machine that is about to be deleted.
        terminateNotificationProfile: {
          enable: true
          notBeforeTimeout: 'PT5M'
        }
      }
    }
  }
}]

output scaleSetNames array = [for (pool, i) in nodePools: scaleSets[i].name]
