using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Simulation.Cluster;
using CloudOrchestrator.Simulation.Network;
using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Workload;

/// <summary>Somebody who watches: connects, leaves or is cut off, and goes on where it was or begins anew. Writes down what it received.</summary>
internal sealed class SimulatedWatcher(SimulatedCluster cluster, SimulatedProcess process, RemoteClient client)
{
    private readonly Random _chance = process.Chance;

    /// <summary>Begins.</summary>
    public void Start() => process.Begin("watching", () => _chance.Next(4) switch
    {
        0 => WatchAsync<Pod>(),
        1 => WatchAsync<Deployment>(),
        _ => WatchAsync<ConfigMap>(),
    });

    private async Task WatchAsync<T>()
        where T : class, IKubernetesObject
    {
        var (space, name, node) = Scope<T>();
        string? version = null;
        IReadOnlyList<HistoryListed>? known = null;
        while (true)
        {
            try
            {
                if (version is null && _chance.Next(3) > 0)
                    (version, known) = await ListAsync<T>(space, Selector(name, node));
                var watch = Begin<T>(space, name, node, version, known);
                known = null;
                version = await FollowAsync<T>(watch);
            }
            catch (IOException)
            {
                // The list was lost.
            }

            if (_chance.Next(5) == 0)
                version = null;
            await Task.Delay(TimeSpan.FromSeconds(_chance.NextDouble() * 3), process.Time);
        }
    }

    private async Task<(string?, IReadOnlyList<HistoryListed>?)> ListAsync<T>(string? space, string? fields)
        where T : class, IKubernetesObject
    {
        var list = await client.ListAsync<T>(space, new ListQuery { FieldSelector = fields }, default);
        return list.Succeeded ? (list.Value.ResourceVersion, [.. list.Value.Items.Select(OperationRecorder.Listed)]) : (null, null);
    }

    // What a watch follows, it is woken for: one object, those of a namespace, the pods of a node, or everything.
    private (string? Space, string? Name, string? Node) Scope<T>() => _chance.Next(4) switch
    {
        0 => (null, null, null),
        1 => ("default", null, null),
        _ when typeof(T) == typeof(Pod) => (null, null, cluster.Nodes[_chance.Next(cluster.Nodes.Count)].Name),
        _ => ("default", Samples.Name(_chance, typeof(T) == typeof(Deployment) ? "web" : "config", 3), null),
    };

    private static string? Selector(string? name, string? node) => name is not null ? $"metadata.name={name}" : node is not null ? $"spec.nodeName={node}" : null;

    private HistoryWatch Begin<T>(string? space, string? name, string? node, string? version, IReadOnlyList<HistoryListed>? known)
    {
        var watch = new HistoryWatch
        {
            Id = cluster.History.Watches.Count,
            Watcher = process.Name,
            Stream = ControlPlaneProcess.Kinds.Find(typeof(T))!.Stream,
            Namespace = space,
            Name = name,
            Node = node,
            ResourceVersion = version,
            Known = known,
            StartedStep = process.World.NextStep(),
            StartedAt = process.World.Now,
        };
        cluster.History.Watches.Add(watch);
        return watch;
    }

    /// <summary>Reads until the watch ends or it has had enough; returns what to go on from, null to begin anew.</summary>
    private async Task<string?> FollowAsync<T>(HistoryWatch watch)
        where T : class, IKubernetesObject
    {
        var version = watch.ResourceVersion;
        using var leave = new CancellationTokenSource(TimeSpan.FromSeconds(_chance.NextDouble() * 60), process.Time);
        try
        {
            var query = new ListQuery
            {
                FieldSelector = Selector(watch.Name, watch.Node),
                ResourceVersion = version,
                AllowWatchBookmarks = true,
                Timeout = TimeSpan.FromSeconds(_chance.Next(5, 120)),
            };
            await foreach (var change in client.WatchAsync<T>(watch.Namespace, query, leave.Token))
            {
                watch.Server = client.LastServer;
                version = change.Value.Metadata.ResourceVersion;
                var listed = OperationRecorder.Listed(change.Value);
                watch.Events.Add(change.Type == "BOOKMARK"
                    ? new HistoryWatchEvent(change.Type, default, "", version ?? "", process.World.NextStep(), process.World.Now)
                    : new HistoryWatchEvent(change.Type, listed.Key, listed.Uid, listed.ResourceVersion, process.World.NextStep(), process.World.Now));
            }

            End(watch, "closed");
        }
        catch (OperationCanceledException)
        {
            End(watch, "left");
        }
        catch (IOException)
        {
            End(watch, "cut");
        }
        catch (ApiStatusException refused)
        {
            End(watch, refused.Status.Reason ?? $"{refused.Status.Code}");
            return null;
        }

        return version;
    }

    private void End(HistoryWatch watch, string why) => (watch.EndedStep, watch.EndedAt, watch.EndedBecause) = (process.World.NextStep(), process.World.Now, why);
}
