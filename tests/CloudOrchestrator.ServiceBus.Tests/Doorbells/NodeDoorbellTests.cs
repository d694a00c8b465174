using System.Text;
using CloudOrchestrator.Emulators.ServiceBus;
using CloudOrchestrator.ServiceBus.Doorbells;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ServiceBus.Tests.Doorbells;

public sealed class NodeDoorbellTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private readonly NodeDoorbellOptions _options = new() { Prefix = "co" };
    private Namespace _space = null!;
    private NodeQueues _queues = null!;
    private NodeDoorbell _doorbell = null!;

    public async Task InitializeAsync()
    {
        _space = await Namespace.StartAsync(_time);
        _queues = new NodeQueues(_space.Client.CreateAdministrationClient(), _options);
        _doorbell = new NodeDoorbell(_space.Client, _options);
    }

    public async Task DisposeAsync() => await _space.DisposeAsync();

    [Fact]
    public async Task NodeQueues_AreMadeListedAndRemoved()
    {
        _space.Broker.CreateQueue("work");
        Assert.True(await _queues.EnsureAsync("n1", default));
        Assert.False(await _queues.EnsureAsync("n1", default));
        Assert.True(await _queues.EnsureAsync("n2.example", default));
        Assert.Equal(["n1", "n2.example"], await _queues.ListAsync(default));
        Assert.Equal(TimeSpan.FromMinutes(5), _space.Broker.Settings("co-node-n1").DefaultMessageTimeToLive);
        Assert.True(await _queues.DeleteAsync("n1", default));
        Assert.False(await _queues.DeleteAsync("n1", default));
        Assert.Equal(["co-node-n2.example", "work"], _space.Broker.Queues);
    }

    [Fact]
    public async Task RingAsync_SomeQueuesMissing_RingsTheOthersAndSaysWhich()
    {
        var nodes = Enumerable.Range(0, 40).Select(i => $"n{i:D2}").ToArray();
        foreach (var node in nodes)
            await _queues.EnsureAsync(node, default);
        var result = await _doorbell.RingAsync(["gone-b", .. nodes, "gone-a"], ["pods", "services"], default);
        Assert.Equal(["gone-a", "gone-b"], result.Missing);
        Assert.Empty(result.Failed);
        Assert.All(nodes, node => Assert.Equal(
            """{"streams":["pods","services"]}""", Encoding.UTF8.GetString(_space.Broker.Peek($"co-node-{node}").Single().Message.Body.Span)));
    }

    [Fact]
    public async Task RingAsync_Refused_ReportsTheNode()
    {
        await _queues.EnsureAsync("n1", default);
        var client = new ServiceBusClient(_space.Endpoint, new ServiceBusSasCredential("SharedAccessSignature sr=x&sig=eA==&se=1&skn=p"), new ServiceBusClientOptions { Time = _time });
        var result = await new NodeDoorbell(client, _options).RingAsync(["n1"], ["pods"], default);
        Assert.Empty(result.Missing);
        Assert.Equal(ServiceBusFailureReason.Unauthorized, ((ServiceBusException)result.Failed["n1"]).Reason);
    }

    [Fact]
    public async Task Ring_NobodyHears_Vanishes()
    {
        await _queues.EnsureAsync("n1", default);
        await _doorbell.RingAsync(["n1"], ["pods"], default);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, _space.Broker.Counts("co-node-n1").Total);
    }

    [Fact]
    public async Task WaitAsync_Fresh_HearsItWithoutAskingForMore()
    {
        var receiver = await ReceiverAsync();
        var waiting = receiver.WaitAsync(default);
        await _doorbell.RingAsync(["n1"], ["pods", "secrets"], default);
        var ring = await waiting.WaitAsync(Patience);
        Assert.Equal(["pods", "secrets"], ring.Streams.Order());
        Assert.False(ring.IsUnclear);
        Assert.Equal(0, _space.Broker.Counts("co-node-n1").Total);
        Assert.Equal(3, _space.Broker.Operations.ByQueue()["co-node-n1"].Where(pair => pair.Key != "manage").Sum(pair => pair.Value));
    }

    [Fact]
    public async Task WaitAsync_PiledUp_HearsThemAsOne()
    {
        var receiver = await ReceiverAsync();
        await _doorbell.RingAsync(["n1"], ["pods"], default);
        await _doorbell.RingAsync(["n1"], ["services"], default);
        await _doorbell.RingAsync(["n1"], ["pods"], default);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["pods", "services"], (await receiver.WaitAsync(default)).Streams.Order());
        Assert.Equal(0, _space.Broker.Counts("co-node-n1").Total);
    }

    [Fact]
    public async Task WaitAsync_Unreadable_IsUnclearAndTakenAway()
    {
        var receiver = await ReceiverAsync();
        await _space.Broker.SendAsync("co-node-n1", [BrokerMessage.FromText("{\"streams\":1}")]);
        Assert.True((await receiver.WaitAsync(default)).IsUnclear);
        Assert.Equal(0, _space.Broker.Counts("co-node-n1").Total);
    }

    [Fact]
    public async Task WaitAsync_NothingRings_IsSilenceAfterAMinute()
    {
        var receiver = await ReceiverAsync();
        var waiting = receiver.WaitAsync(default);
        while (_time.UntilNextTimer is not { } wait || wait > TimeSpan.FromSeconds(60))
            await Task.Yield();
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.True((await waiting.WaitAsync(Patience)).IsSilence);
    }

    [Fact]
    public async Task WaitAsync_QueueDeleted_SaysSo()
    {
        var receiver = await ReceiverAsync();
        await _queues.DeleteAsync("n1", default);
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, (await Assert.ThrowsAsync<ServiceBusException>(() => receiver.WaitAsync(default))).Reason);
    }

    /// <summary>An ear with a signature for its own queue alone, as an agent has it.</summary>
    private async Task<NodeDoorbellReceiver> ReceiverAsync()
    {
        await _queues.EnsureAsync("n1", default);
        var queue = _options.QueueOf("n1");
        var signature = ServiceBusSas.ForQueue(ServiceBusConnectionString.Parse(_space.ConnectionString), queue, _time.GetUtcNow().AddHours(12));
        var client = new ServiceBusClient(new Uri(_space.Endpoint, queue), new ServiceBusSasCredential(signature), new ServiceBusClientOptions { Time = _time });
        return new NodeDoorbellReceiver(client, queue);
    }
}
