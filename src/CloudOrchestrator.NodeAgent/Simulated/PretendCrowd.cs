using System.Threading.Channels;
using CloudOrchestrator.NodeAgent.Nodes;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>
/// Many nodes that share what a real node has to itself: one client, one watch of pods and one of nodes, one loop of heartbeats. Their pods run as soon as they
/// are bound and end as soon as they are deleted; each is told once. A node with the annotation <see cref="DeadAnnotation"/> falls silent, as one whose power
/// fails; a node whose object is deleted stays away.
/// </summary>
/// <param name="options">The nodes.</param>
/// <param name="client">The API, as somebody who may act for all of them.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures that are retried are told.</param>
public sealed class PretendCrowd(CrowdOptions options, IObjectClient client, TimeProvider time, ILogger<PretendCrowd> log)
{
    /// <summary>While a node carries it, nothing is heard of the node and nothing happens on it.</summary>
    public const string DeadAnnotation = "simulated.cloudorchestrator.io/dead";

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BeatStep = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, CrowdNode> _nodes = Enumerable.Range(1, options.Count)
        .Select(number => new CrowdNode(options, number, client, time))
        .ToDictionary(node => node.Name, StringComparer.Ordinal);

    /// <summary>Runs until cancelled; calls <paramref name="ready"/> with the name of each node that has reported that it is ready.</summary>
    public async Task RunAsync(Action<string> ready, CancellationToken cancellationToken)
    {
        var work = Channel.CreateUnbounded<Func<Task>>();
        foreach (var node in _nodes.Values)
            work.Writer.TryWrite(() => node.JoinAsync(ready, cancellationToken));
        var pods = new CrowdPods(_nodes, client, time, step => work.Writer.TryWrite(step));
        await Task.WhenAll(
        [
            .. Enumerable.Range(0, options.ConcurrentRequests).Select(_ => WorkAsync(work, cancellationToken)),
            FollowAsync<Pod>("pods", "spec.nodeName!=", pods.Take, cancellationToken),
            FollowAsync<Node>("nodes", null, change => TakeNode(change, pods, work.Writer, cancellationToken), cancellationToken),
            BeatAsync(work.Writer, cancellationToken),
        ]);
    }

    // Steps look at what is, so one that got no answer is simply taken again.
    private async Task WorkAsync(Channel<Func<Task>> work, CancellationToken cancellationToken)
    {
        await foreach (var step in work.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await step();
            }
            catch (Exception failure) when (ApiUnreachable.Is(failure) || failure is ApiStatusException)
            {
                log.LogWarning("A request of a simulated node failed, trying again: {Message}", failure.Message);
                await Task.Delay(RetryDelay, time, cancellationToken);
                work.Writer.TryWrite(step);
            }
        }
    }

    /// <summary>Each step brings its share of the nodes, so that they come evenly.</summary>
    private async Task BeatAsync(ChannelWriter<Func<Task>> work, CancellationToken cancellationToken)
    {
        var nodes = _nodes.Values.ToArray();
        var shares = Math.Max(1, (int)(options.LeaseInterval / BeatStep));
        using var timer = new PeriodicTimer(BeatStep, time);
        for (var share = 0; await timer.WaitForNextTickAsync(cancellationToken); share = (share + 1) % shares)
        {
            for (var i = share; i < nodes.Length; i += shares)
            {
                var node = nodes[i];
                if (node.IsHeard)
                    work.TryWrite(() => node.BeatAsync(cancellationToken));
            }
        }
    }

    private void TakeNode(ObjectChange<Node> change, CrowdPods pods, ChannelWriter<Func<Task>> work, CancellationToken cancellationToken)
    {
        if (!_nodes.TryGetValue(change.Value.Metadata.Name ?? "", out var node))
            return;
        var wasHeard = node.IsHeard;
        node.Take(change);
        if (node.IsHeard && !node.IsReported)
            work.TryWrite(() => node.ReportAsync(cancellationToken));
        if (node.IsHeard && !wasHeard)
            pods.TakeAgain(node);
    }

    /// <summary>Lists, then follows, for ever; what is taken may be taken twice.</summary>
    private async Task FollowAsync<T>(string what, string? fields, Action<ObjectChange<T>> take, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        string? revision = null;
        while (true)
        {
            try
            {
                if (revision is null)
                {
                    var list = (await client.ListAsync<T>(null, new ListQuery { FieldSelector = fields }, cancellationToken)).Require();
                    foreach (var item in list.Items)
                        take(new ObjectChange<T>("ADDED", item));
                    revision = list.ResourceVersion;
                }

                var query = new ListQuery { FieldSelector = fields, ResourceVersion = revision, AllowWatchBookmarks = true };
                await foreach (var change in client.WatchAsync<T>(null, query, cancellationToken))
                {
                    revision = change.Value.Metadata.ResourceVersion ?? revision;
                    if (change.Type != "BOOKMARK")
                        take(change);
                }
            }
            catch (ApiStatusException gone) when (gone.Status.Code == 410)
            {
                revision = null;
            }
            catch (Exception failure) when (ApiUnreachable.Is(failure) || failure is ApiStatusException)
            {
                log.LogWarning("Following {What} failed, trying again: {Message}", what, failure.Message);
                await Task.Delay(RetryDelay, time, cancellationToken);
            }
        }
    }
}
