using 'main.bicep'

param sshPublicKey = readEnvironmentVariable('SSH_PUBLIC_KEY')

param nodePools = [
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
  {
    name: 'spot'
    vmSize: 'Standard_D2as_v5'
    min: 0
    max: 20
    initial: 0
    spot: true
    template: {
      capacity: {
        cpu: '2'
        memory: '7900Mi'
        pods: '110'
      }
    }
  }
]

param deployGateway = false
