using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Controllers.Scheduling;
using CloudOrchestrator.Kinds.Core.Services;

namespace CloudOrchestrator.Controllers;

/// <summary>All controllers and the scheduler of one process: <c>await new ControllerEngine(…).RunAsync(stopping)</c>.</summary>
public sealed class ControllerEngine(
    ControllerEngineOptions options, KindRegistry kinds, IObjectStore store, IObjectClient client, IWorkQueue queue, TimeProvider time, IIdSource ids)
{
    internal const string NodeNameIndex = "spec.nodeName";
    internal const string PhaseIndex = "status.phase";
    internal const string LabelsIndex = "metadata.labels";
    internal const string SelectorIndex = "spec.selector";

    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The field indexes that the controllers read: by stream, then by name. The store must be opened with them (<see cref="ObjectStoreOptions.Indexes"/>).
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>> Indexes { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>>(StringComparer.Ordinal)
        {
            ["pods"] = new Dictionary<string, Func<StoredObject, string?>>(StringComparer.Ordinal)
            {
                [NodeNameIndex] = FieldIndex.Path("spec", "nodeName"),
                [PhaseIndex] = FieldIndex.Path("status", "phase"),
                [LabelsIndex] = FieldIndex.Labels,
            },
            ["services"] = new Dictionary<string, Func<StoredObject, string?>>(StringComparer.Ordinal)
            {
                [SelectorIndex] = FieldIndex.FirstEntry("spec", "selector"),
            },
            ["discovery.k8s.io/endpointslices"] = new Dictionary<string, Func<StoredObject, string?>>(StringComparer.Ordinal)
            {
                [EndpointSliceReconciler.ServiceNameLabel] = FieldIndex.Path("metadata", "labels", EndpointSliceReconciler.ServiceNameLabel),
            },
            ["coordination.k8s.io/leases"] = new Dictionary<string, Func<StoredObject, string?>>(StringComparer.Ordinal)
            {
                [RenewalIndex.Name] = FieldIndex.OrderOnly(RenewalIndex.Of),
            },
        };

    /// <summary>Runs until cancelled, then returns once everything has stopped. A part that fails is reported and started again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var replicas = await ClusterReplicas.OpenAsync(store, ResourceAccess.Of(kinds), cancellationToken);
        var reconcilers = BuiltInReconcilers.Create(options, kinds);
        var recorder = new EventRecorder(client, kinds, time);
        var executor = new ActionExecutor(client, replicas, recorder);
        var loop = new ReconcileLoop(reconcilers, replicas, executor, client, queue, options, time, ids);
        var dispatcher = new ChangeDispatcher(TriggerMap.Of(reconcilers, options.ExternalControllers), replicas, queue);
        await Task.WhenAll(
            KeepRunningAsync("reconcile-loop", loop.RunAsync, cancellationToken),
            KeepRunningAsync("change-dispatcher", dispatcher.RunAsync, cancellationToken),
            KeepRunningAsync("resync", new Resync(dispatcher, options.ResyncInterval, time).RunAsync, cancellationToken),
            KeepRunningAsync("event-recorder", recorder.RunAsync, cancellationToken),
            KeepRunningAsync("event-expiry", token => new EventExpiry(client, replicas, options.EventTimeToLive, time).RunAsync(token), cancellationToken),
            KeepRunningAsync("default-scheduler", token => new SchedulerLoop(client, replicas, recorder, time, ids).RunAsync(token), cancellationToken));
    }

    private async Task KeepRunningAsync(string part, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await run(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                options.OnFault(part, new ObjectKey("", ""), exception);
            }

            await Task.Delay(RestartDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
