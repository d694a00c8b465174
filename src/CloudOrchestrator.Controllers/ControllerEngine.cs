using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers;

/// <summary>All controllers and the scheduler of one process: <c>await new ControllerEngine(…).RunAsync(stopping)</c>.</summary>
public sealed class ControllerEngine(
    ControllerEngineOptions options, KindRegistry kinds, IObjectStore store, IObjectClient client, IWorkQueue queue, TimeProvider time, IIdSource ids)
{
    /// <summary>Runs until cancelled, then returns once everything has stopped. An exception means that an engine cannot go on (the log failed for good).</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotImplementedException($"{options}{kinds}{store}{client}{queue}{time}{ids}");
}
