using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CloudOrchestrator.Controllers.Measuring;

/// <summary>
/// Which nodes are ready, as seen whenever this process judges one. Nodes that are gone are not reported, and neither are those that others judge by now.
/// </summary>
internal static class NodeReadiness
{
    // Nodes are judged at least this often while they live.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private static readonly ConcurrentDictionary<string, (bool Ready, long Seen)> Nodes = new(StringComparer.Ordinal);
    private static readonly Meter Meter = new("CloudOrchestrator.Controllers.Nodes");

    private static readonly ObservableGauge<int> Ready =
        Meter.CreateObservableGauge("kube_node_status_ready", Measure, description: "1 when the node is ready, else 0.");

    /// <summary>A node is being judged; null when it is gone.</summary>
    public static void Note(string name, Node? node)
    {
        if (node is null)
            Nodes.TryRemove(name, out _);
        else
            Nodes[name] = (NodeConditions.IsReady(node), Stopwatch.GetTimestamp());
    }

    private static IEnumerable<Measurement<int>> Measure()
    {
        foreach (var (name, (ready, seen)) in Nodes)
        {
            if (Stopwatch.GetElapsedTime(seen) < Fresh)
                yield return new Measurement<int>(ready ? 1 : 0, new KeyValuePair<string, object?>("node", name));
        }
    }
}
