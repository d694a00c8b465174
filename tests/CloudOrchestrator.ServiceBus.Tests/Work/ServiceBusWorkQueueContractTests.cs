using CloudOrchestrator.ServiceBus.Work;
using CloudOrchestrator.Testing.Contracts;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Tests.Work;

public sealed class ServiceBusWorkQueueContractTests : WorkQueueContract
{
    private Namespace? _namespace;

    protected override async Task<IWorkQueue> OpenAsync()
    {
        var options = new ServiceBusWorkQueueOptions();
        _namespace = await Namespace.WithQueueAsync(Time, options.Queue, options.PoisonQueue);
        return new ServiceBusWorkQueue(_namespace.Client, options);
    }

    protected override async Task CleanUpAsync() => await _namespace!.DisposeAsync();
}
