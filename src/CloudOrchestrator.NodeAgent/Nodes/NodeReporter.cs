using System.Globalization;
using CloudOrchestrator.NodeAgent.Runtime;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Nodes;

/// <summary>Registers the node, keeps its status true and gives its signs of life.</summary>
/// <param name="options">What the node says of itself.</param>
/// <param name="machine">The machine under it.</param>
/// <param name="runtime">Its engine.</param>
/// <param name="trouble">Why pods cannot run now; null when they can.</param>
/// <param name="heartbeats">The node's signs of life, given side by side: none waits for the API or for another.</param>
/// <param name="nodes">Where the node learns what others have made of its object; null to read it from the API at each look.</param>
/// <param name="client">The API.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures that are retried are told.</param>
public sealed class NodeReporter(
    NodeReportOptions options, IMachine machine, IContainerRuntime runtime, Func<string?> trouble, IReadOnlyList<INodeHeartbeat> heartbeats,
        Informer<Node>? nodes, IObjectClient client, TimeProvider time, ILogger<NodeReporter> log)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookIntervalUntilReady = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryIntervalMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryIntervalMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EngineLookInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EnginePatience = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _phase = CommonTimes.PhaseOf(options.Name);
    private volatile Node? _node;
    private Node? _followed;
    private RuntimeVersion? _version;
    private IReadOnlyList<RuntimeImage> _images = [];
    private DateTimeOffset _reportDue;
    private DateTimeOffset _lookedAt;

    /// <summary>The uid of the Node object; null before there is one.</summary>
    public string? Uid => _node?.Metadata.Uid;

    /// <summary>Completes when the node has reported that it is ready.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => OnContext.WaitAsync(_ready.Task, cancellationToken);

    /// <summary>Reports until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
    [
        RepeatAsync("reporting the node", ReportAsync, () => _ready.Task.IsCompleted ? LookInterval : LookIntervalUntilReady, cancellationToken),
        .. heartbeats.Select(heartbeat => RepeatAsync("a heartbeat", heartbeat.BeatAsync, () => heartbeat.Interval, cancellationToken)),
    ]);

    private async Task RepeatAsync(string what, Func<CancellationToken, Task> once, Func<TimeSpan> interval, CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan delay;
            try
            {
                await once(cancellationToken);
                delay = CommonTimes.Until(interval(), _phase, time.GetUtcNow());
            }
            catch (Exception failure) when (ApiUnreachable.Is(failure) || failure is ApiStatusException)
            {
                log.LogWarning("{Work} failed, trying again: {Message}", what, failure.Message);
                delay = interval();
                delay = delay < RetryIntervalMin ? RetryIntervalMin : delay > RetryIntervalMax ? RetryIntervalMax : delay;
            }
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        _node = await CurrentAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = now >= _reportDue;
        await LookAtEngineAsync(now, cancellationToken);
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
        _reportDue = now + CommonTimes.Until(options.ReportInterval, _phase, now);
        if (seen.Trouble is null)
            _ready.TrySetResult();
    }

    /// <summary>What others have made of the node (unreachable, while it could not be heard) has to be seen to be corrected.</summary>
    private async Task<Node> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_node is not { } known)
            return await RegisterAsync(cancellationToken);
        if (nodes is null)
            return (await client.GetAsync<Node>("", options.Name, cancellationToken)).Value ?? known;
        var before = _followed;
        _followed = nodes.Items.GetValueOrDefault(new ObjectKey("", options.Name));
        if (before is not null && _followed is null)
            return await RegisterAsync(cancellationToken);
        // What was last written comes around again, perhaps after what was written since.
        return _followed is null || ReferenceEquals(before, _followed) || RevisionOf(_followed) <= RevisionOf(known) ? known : _followed;
    }

    private static long RevisionOf(Node node) =>
        long.TryParse(node.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : long.MaxValue;

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
        var isUnnamed = options.ProviderId is not null && string.IsNullOrEmpty(node.Spec?.ProviderID);
        if (missing.Length == 0 && !isUnnamed)
            return node;
        var labels = new Dictionary<string, string>(node.Metadata.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (key, value) in missing)
            labels[key] = value;
        var spec = isUnnamed ? (node.Spec ?? new NodeSpec()) with { ProviderID = options.ProviderId } : node.Spec;
        var updated = await client.UpdateAsync(
            node with { Kind = "Node", ApiVersion = "v1", Metadata = node.Metadata with { Labels = labels }, Spec = spec }, null, cancellationToken);
        return updated.Require();
    }

    /// <summary>Versions and images change seldom; they are read now and then, and as long as they are unknown.</summary>
    private async Task LookAtEngineAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - _lookedAt < EngineLookInterval && _version is not null)
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var look = AskEngineAsync(limit.Token);
        try
        {
            await OnContext.WaitAsync(look, EnginePatience, time, cancellationToken);
            (_version, _images) = await look;
            _lookedAt = now;
        }
        catch (Exception failure) when (failure is RuntimeException or TimeoutException)
        {
            // The node's trouble says so, and has to be reported in time.
            await OnContext.CancelAsync(limit);
        }
    }

    private async Task<(RuntimeVersion Version, IReadOnlyList<RuntimeImage> Images)> AskEngineAsync(CancellationToken cancellationToken) =>
        (await runtime.VersionAsync(cancellationToken), await runtime.ListImagesAsync(cancellationToken));
}
