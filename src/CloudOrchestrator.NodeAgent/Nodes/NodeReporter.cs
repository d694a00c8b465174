using CloudOrchestrator.Kinds.Coordination.Leases;
using CloudOrchestrator.NodeAgent.Runtime;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Nodes;

/// <summary>Registers the node, keeps its status true and renews its lease.</summary>
/// <param name="options">What the node says of itself.</param>
/// <param name="machine">The machine under it.</param>
/// <param name="runtime">Its engine.</param>
/// <param name="trouble">Why pods cannot run now; null when they can.</param>
/// <param name="client">The API.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures that are retried are told.</param>
public sealed class NodeReporter(
    NodeReportOptions options, IMachine machine, IContainerRuntime runtime, Func<string?> trouble, IObjectClient client, TimeProvider time,
        ILogger<NodeReporter> log)
{
    private const string LeaseNamespace = "kube-node-lease";
    private const int LeaseSeconds = 20;
    private static readonly TimeSpan LeaseInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookIntervalUntilReady = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryIntervalMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(5);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Node? _node;
    private Lease? _lease;
    private RuntimeVersion? _version;
    private IReadOnlyList<RuntimeImage> _images = [];
    private DateTimeOffset _reportedAt;

    /// <summary>Completes when the node has reported that it is ready.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    /// <summary>Reports until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        RepeatAsync("reporting the node", ReportAsync, () => _ready.Task.IsCompleted ? LookInterval : LookIntervalUntilReady, cancellationToken),
        RepeatAsync("renewing the lease", RenewAsync, () => LeaseInterval, cancellationToken));

    private async Task RepeatAsync(string what, Func<CancellationToken, Task> once, Func<TimeSpan> interval, CancellationToken cancellationToken)
    {
        while (true)
        {
            var delay = interval();
            try
            {
                await once(cancellationToken);
            }
            catch (Exception failure) when (ApiUnreachable.Is(failure) || failure is ApiStatusException)
            {
                log.LogWarning("{Work} failed, trying again: {Message}", what, failure.Message);
                delay = delay > RetryIntervalMin ? delay : RetryIntervalMin;
            }
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        // What others have made of the node (unreachable, while it could not be heard) has to be seen to be corrected.
        _node = _node is null
            ? await RegisterAsync(cancellationToken)
            : (await client.GetAsync<Node>("", options.Name, cancellationToken)).Value ?? _node;
        var now = time.GetUtcNow();
        var due = now - _reportedAt >= ReportInterval;
        await LookAtEngineAsync(due, cancellationToken);
        var seen = new NodeObservation(_version, _images, trouble(), machine.Memory(), machine.Disk(), machine.Processes());
        var status = NodeComposer.Status(_node.Status, options, machine, seen, now);
        if (!due && !NodeComposer.Differs(_node.Status, status))
            return;
        var outcome = await client.UpdateAsync(_node with { Kind = "Node", ApiVersion = "v1", Status = status }, "status", cancellationToken);
        if (!outcome.Succeeded)
        {
            // Changed by others, or deleted: begin again from what is there.
            _node = null;
            if (outcome.Error.Code is not (404 or 409))
                throw new ApiStatusException(outcome.Error);
            return;
        }
        _node = outcome.Value;
        _reportedAt = now;
        if (seen.Trouble is null)
            _ready.TrySetResult();
    }

    private async Task<Node> RegisterAsync(CancellationToken cancellationToken)
    {
        var wanted = NodeComposer.Register(options, machine.Identity);
        var found = await client.GetAsync<Node>("", options.Name, cancellationToken);
        if (found.Error is { Code: 404 })
        {
            var seen = new NodeObservation(null, [], "container runtime status check may not have completed yet", machine.Memory(), machine.Disk(), machine.Processes());
            var created = await client.CreateAsync(wanted with { Status = NodeComposer.Status(null, options, machine, seen, time.GetUtcNow()) }, null,
                cancellationToken);
            return created.Require();
        }
        var node = found.Require();
        var missing = wanted.Metadata.Labels!.Where(label => node.Metadata.Labels?.GetValueOrDefault(label.Key) != label.Value).ToArray();
        if (missing.Length == 0)
            return node;
        var labels = new Dictionary<string, string>(node.Metadata.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (key, value) in missing)
            labels[key] = value;
        var updated = await client.UpdateAsync(node with { Kind = "Node", ApiVersion = "v1", Metadata = node.Metadata with { Labels = labels } }, null, cancellationToken);
        return updated.Require();
    }

    /// <summary>Versions and images change seldom; they are read when a report is due and as long as they are unknown.</summary>
    private async Task LookAtEngineAsync(bool due, CancellationToken cancellationToken)
    {
        if (!due && _version is not null)
            return;
        try
        {
            _version = await runtime.VersionAsync(cancellationToken);
            _images = await runtime.ListImagesAsync(cancellationToken);
        }
        catch (RuntimeException)
        {
            // The node's trouble says so.
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        _lease ??= await FindLeaseAsync(cancellationToken);
        var renewed = _lease with
        {
            Kind = "Lease",
            ApiVersion = "coordination.k8s.io/v1",
            Spec = (_lease.Spec ?? new LeaseSpec()) with { HolderIdentity = options.Name, LeaseDurationSeconds = LeaseSeconds, RenewTime = time.GetUtcNow() },
        };
        var outcome = await client.UpdateAsync(renewed, null, cancellationToken);
        _lease = outcome.Succeeded ? outcome.Value : null;
        if (outcome.Error is { Code: not (404 or 409) })
            throw new ApiStatusException(outcome.Error);
    }

    private async Task<Lease> FindLeaseAsync(CancellationToken cancellationToken)
    {
        var found = await client.GetAsync<Lease>(LeaseNamespace, options.Name, cancellationToken);
        if (found.Error is not { Code: 404 })
            return found.Require();
        var lease = new Lease
        {
            Kind = "Lease",
            ApiVersion = "coordination.k8s.io/v1",
            Metadata = new ObjectMeta { Name = options.Name, Namespace = LeaseNamespace, OwnerReferences = OwnersOf() },
            Spec = new LeaseSpec { HolderIdentity = options.Name, LeaseDurationSeconds = LeaseSeconds, RenewTime = time.GetUtcNow() },
        };
        return (await client.CreateAsync(lease, null, cancellationToken)).Require();
    }

    private OwnerReference[]? OwnersOf() => _node?.Metadata.Uid is not { } uid ? null :
    [
        new OwnerReference { ApiVersion = "v1", Kind = "Node", Name = options.Name, Uid = uid },
    ];
}
