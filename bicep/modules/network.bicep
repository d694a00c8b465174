// The network of the nodes. Load balancers and their rules come and go with Services and are made at run time.

@description('Region of the network.')
param location string

@description('First part of the names.')
param clusterName string

@description('Addresses of the network; must not overlap the addresses of pods and Services.')
param vnetCidr string

@description('How nodes reach the outside: an address of their own each, or one shared NAT gateway.')
@allowed([
  'publicIpPerNode'
  'natGateway'
])
param nodeOutbound string

@description('True makes the address and the rule of the gateway.')
param deployGateway bool

@description('Who may reach the gateway: addresses, ranges or a service tag.')
param gatewaySources array

@description('Name in the gateway\'s DNS name, unique in the region.')
param gatewayLabel string

@description('Tags of every resource.')
param tags object

var gatewayCidr = cidrSubnet(vnetCidr, 24, 64)
var useNat = nodeOutbound == 'natGateway'

resource nodesNsg 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: '${clusterName}-nodes'
  location: location
  tags: tags
  properties: {
    // Deploying again takes away the rules that the control plane has added for Services of type LoadBalancer; its next resync puts them back.
    securityRules: []
  }
}

resource gatewayNsg 'Microsoft.Network/networkSecurityGroups@2024-07-01' = if (deployGateway) {
  name: '${clusterName}-gateway'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'clients'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefixes: gatewaySources
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '443'
        }
      }
    ]
  }
}

resource natIp 'Microsoft.Network/publicIPAddresses@2024-07-01' = if (useNat) {
  name: '${clusterName}-nat'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource nat 'Microsoft.Network/natGateways@2024-07-01' = if (useNat) {
  name: '${clusterName}-nat'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    idleTimeoutInMinutes: 4
    publicIpAddresses: [
      {
        id: natIp.id
      }
    ]
  }
}

resource gatewayIp 'Microsoft.Network/publicIPAddresses@2024-07-01' = if (deployGateway) {
  name: '${clusterName}-gateway'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
    dnsSettings: {
      domainNameLabel: gatewayLabel
    }
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: clusterName
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        vnetCidr
      ]
    }
    // Inside the network's own properties: a subnet that is a resource of its own would be removed by the next deployment of the network.
    subnets: [
      {
        name: 'nodes'
        properties: {
          addressPrefix: cidrSubnet(vnetCidr, 18, 0)
          defaultOutboundAccess: false
          networkSecurityGroup: {
            id: nodesNsg.id
          }
          natGateway: useNat
            ? {
                id: nat.id
              }
            : null
        }
      }
      {
        name: 'gateway'
        properties: {
          addressPrefix: gatewayCidr
          defaultOutboundAccess: false
          networkSecurityGroup: deployGateway
            ? {
                id: gatewayNsg.id
              }
            : null
        }
      }
    ]
  }
}

output nodesSubnetId string = '${vnet.id}/subnets/nodes'
output gatewaySubnetId string = '${vnet.id}/subnets/gateway'
output gatewayIpId string = deployGateway ? gatewayIp.id : ''
output gatewayUrl string = deployGateway ? 'https://${gatewayIp!.properties.dnsSettings.fqdn}' : ''

@description('The first address of the subnet that Azure does not keep for itself.')
output gatewayAddress string = deployGateway ? cidrHost(gatewayCidr, 3) : ''
