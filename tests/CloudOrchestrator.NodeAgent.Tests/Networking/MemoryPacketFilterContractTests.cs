using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.Routing;
using CloudOrchestrator.Testing.Contracts;

namespace CloudOrchestrator.NodeAgent.Tests.Networking;

/// <summary>The packet filter in memory keeps the contract.</summary>
public sealed class MemoryPacketFilterContractTests : PacketFilterContract
{
    [Fact]
    public Task Apply_Service_LeadsToAllItsBackends() => Apply_Service_LeadsToAllItsBackends_Contract();

    [Fact]
    public Task Apply_BackendRemoved_LeadsThereNoMore() => Apply_BackendRemoved_LeadsThereNoMore_Contract();

    [Fact]
    public Task Apply_NoBackend_Refuses() => Apply_NoBackend_Refuses_Contract();

    [Fact]
    public Task Apply_PolicyLocal_TellsOutsidersFromTheCluster() => Apply_PolicyLocal_TellsOutsidersFromTheCluster_Contract();

    [Fact]
    public Task Apply_Affinity_KeepsAClientsBackend() => Apply_Affinity_KeepsAClientsBackend_Contract();

    [Fact]
    public Task Clear_AfterRules_LeadsNowhere() => Clear_AfterRules_LeadsNowhere_Contract();

    protected override Task<IPacketFilterUnderTest> StartAsync() => Task.FromResult<IPacketFilterUnderTest>(new InMemory());

    private sealed class InMemory : IPacketFilterUnderTest
    {
        private readonly MemoryPacketFilter _filter;
        private int _turn;

        public InMemory() => _filter = new(count => _turn++ % count);

        public IPacketFilter Filter => _filter;

        public Backend First => new("10.244.1.2", 80);

        public Backend Second => new("10.244.1.3", 80);

        public Task<string> AskAsync(ServiceAddress destination, bool fromCluster)
        {
            var connection = _filter.Connect(fromCluster ? "10.244.1.9" : "203.0.113.1", fromCluster, destination);
            return Task.FromResult(connection.Backend == First ? "first" : connection.Backend == Second ? "second" : connection.Refusal == Refusal.Reject ? "refused" : "timeout");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
