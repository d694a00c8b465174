using CloudOrchestrator.Emulators.ServiceBus;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ServiceBus.Tests;

/// <summary>An emulated namespace on a free port and a client of it, both on one manual clock.</summary>
internal sealed class Namespace : IAsyncDisposable
{
    private readonly ServiceBusEmulator _emulator;

    private Namespace(ServiceBusEmulator emulator, ManualTimeProvider time)
    {
        _emulator = emulator;
        Time = time;
        Client = NewClient();
    }

    public ManualTimeProvider Time { get; }

    public ServiceBusClient Client { get; }

    public ServiceBusBroker Broker => _emulator.Broker;

    public Uri Endpoint => _emulator.Endpoint;

    public string ConnectionString => _emulator.ConnectionString;

    public static async Task<Namespace> StartAsync(ManualTimeProvider time, ServiceBusBrokerOptions? broker = null, ServiceBusRestOptions? rest = null) =>
        new(await ServiceBusEmulator.StartAsync(0, broker ?? new ServiceBusBrokerOptions(), rest ?? new ServiceBusRestOptions(), time, default), time);

    public static async Task<Namespace> WithQueueAsync(ManualTimeProvider time, params string[] queues)
    {
        var made = await StartAsync(time);
        foreach (var queue in queues)
            made.Broker.EnsureQueue(queue);
        return made;
    }

    public ServiceBusClient NewClient(TimeProvider? time = null) => new(ConnectionString, new ServiceBusClientOptions { Time = time ?? Time });

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();
}
