using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.Routing;
using CloudOrchestrator.Testing.Contracts;
using CloudOrchestrator.Testing.Networks;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudOrchestrator.Nftables.Tests;

/// <summary>The kernel's packet filter keeps the contract.</summary>
public sealed class NftablesPacketFilterContractTests : PacketFilterContract
{
    [RootFact]
    public Task Apply_Service_LeadsToAllItsBackends() => Apply_Service_LeadsToAllItsBackends_Contract();

    [RootFact]
    public Task Apply_BackendRemoved_LeadsThereNoMore() => Apply_BackendRemoved_LeadsThereNoMore_Contract();

    [RootFact]
    public Task Apply_NoBackend_Refuses() => Apply_NoBackend_Refuses_Contract();

    [RootFact]
    public Task Apply_PolicyLocal_TellsOutsidersFromTheCluster() => Apply_PolicyLocal_TellsOutsidersFromTheCluster_Contract();

    [RootFact]
    public Task Apply_Affinity_KeepsAClientsBackend() => Apply_Affinity_KeepsAClientsBackend_Contract();

    [RootFact]
    public Task Clear_AfterRules_LeadsNowhere() => Clear_AfterRules_LeadsNowhere_Contract();

    protected override async Task<IPacketFilterUnderTest> StartAsync() => new InKernel(await NetworkOfNodes.CreateAsync());

    private sealed class InKernel(NetworkOfNodes network) : IPacketFilterUnderTest
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

        public IPacketFilter Filter { get; } = new NftablesPacketFilter(
            new NftCommand("nsenter", $"--net=/run/netns/{network.Node.Name}", "nft"), new NetlinkFlowTable(), NullLogger<NftablesPacketFilter>.Instance);

        public Backend First => new(NetworkOfNodes.FirstPod, NetworkOfNodes.Port);

        public Backend Second => new(NetworkOfNodes.SecondPod, NetworkOfNodes.Port);

        public async Task<string> AskAsync(ServiceAddress destination, bool fromCluster)
        {
            var client = fromCluster ? network.Node : network.Outsider;
            var answer = await Listener.AskTcpAsync(client, destination.Address ?? NetworkOfNodes.NodeAddress, destination.Port, Patience);
            return answer.Split(' ')[0];
        }

        public ValueTask DisposeAsync() => network.DisposeAsync();
    }
}
