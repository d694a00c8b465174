using CloudOrchestrator.Testing.Contracts;

namespace CloudOrchestrator.WorkQueues.Tests;

public sealed class InProcessWorkQueueContractTests : WorkQueueContract
{
    private InProcessWorkQueue? _queue;

    protected override Task<IWorkQueue> OpenAsync()
    {
        _queue = new InProcessWorkQueue(new InProcessWorkQueueOptions { OnFailure = (_, _, _) => { } }, Time);
        return Task.FromResult<IWorkQueue>(_queue);
    }

    protected override Task CleanUpAsync()
    {
        _queue?.Dispose();
        return Task.CompletedTask;
    }
}
