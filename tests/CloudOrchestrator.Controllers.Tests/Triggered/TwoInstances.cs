using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

/// <summary>Two processes of one control plane, over one log.</summary>
internal sealed class TwoInstances : IAsyncDisposable
{
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    private readonly YieldingLog _log = new(new MemoryLog(TimeProvider.System), 1);
    private readonly SeededIds _ids = new(9);

    public TwoInstances()
    {
        var queue = new ShakyQueue(TimeProvider.System, 1);
        One = new Instance(_log, queue, TimeProvider.System, 1);
        Two = new Instance(_log, queue, TimeProvider.System, 2);
    }

    public Instance One { get; }

    public Instance Two { get; }

    public ReconcileContext Surroundings => new(DateTimeOffset.UnixEpoch, _ids);

    /// <summary>Stands before the next append of a stream, once.</summary>
    public void Meanwhile(string stream, Func<Task> work)
    {
        var waiting = true;
        _log.BeforeAppend = async appended =>
        {
            if (appended != stream || !waiting)
                return;
            waiting = false;
            await work();
        };
    }

    /// <summary>What the first process decides when it sees no more than the replicas say.</summary>
    public ItemHandler Handler(ClusterReplicas replicas)
    {
        var executor = new ActionExecutor(One.Client, replicas, new EventRecorder(One.Client, Kinds, TimeProvider.System));
        var reconcilers = BuiltInReconcilers.Create(new ControllerEngineOptions { CertificateAuthorityPem = "PEM" }, Kinds);
        return new ItemHandler(reconcilers, [], executor, One.Client, TimeProvider.System, _ids);
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
    }
}
