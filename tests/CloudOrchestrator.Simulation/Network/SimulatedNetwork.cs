using CloudOrchestrator.Simulation.Cluster;
using CloudOrchestrator.Simulation.Faults;
using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Network;

/// <summary>The way from users and nodes to API servers.</summary>
internal sealed class SimulatedNetwork(World world, Random chance, TroubleCount count)
{
    private readonly HashSet<string> _cut = new(StringComparer.Ordinal);
    private readonly HashSet<WatchConnection> _watches = [];

    /// <summary>API servers that can be reached.</summary>
    public List<ControlPlaneProcess> Servers { get; } = [];

    /// <summary>Of a thousand requests, how many are lost before and after they are carried out.</summary>
    public (int Before, int After) LostPerThousand { get; set; }

    /// <summary>Longest way of a request or answer.</summary>
    public TimeSpan LatencyMax { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>After which a caller gives up.</summary>
    public TimeSpan Timeout { get; } = TimeSpan.FromSeconds(10);

    /// <summary>A server for a request; null when there is none.</summary>
    public ControlPlaneProcess? Pick()
    {
        var ready = Servers.Where(server => server.IsReady).ToArray();
        return ready.Length == 0 ? null : ready[chance.Next(ready.Length)];
    }

    /// <summary>Decides a request's fate.</summary>
    public RequestFate OfRequest()
    {
        var dice = chance.Next(1000);
        var fate = dice < LostPerThousand.Before ? RequestFate.LostBefore
            : dice < LostPerThousand.Before + LostPerThousand.After ? RequestFate.LostAfter
            : RequestFate.Answered;
        if (fate != RequestFate.Answered)
            count.Add();
        return fate;
    }

    public TimeSpan Latency() => LatencyMax * (chance.Next(10) == 0 ? chance.NextDouble() : chance.NextDouble() / 10);

    /// <summary>Separates a caller (by the name of its machine) from all servers, or joins it again.</summary>
    public void Cut(string who, bool cut)
    {
        if (cut ? _cut.Add(who) : _cut.Remove(who))
            world.Trace.Tell(world, "network", $"{(cut ? "cuts off" : "joins")} {who}");
        foreach (var watch in _watches.Where(watch => watch.Caller == who).ToArray())
            watch.Break("injected: the network was cut");
    }

    public bool IsCut(string who) => _cut.Contains(who);

    /// <summary>Breaks one open watch, if there is any.</summary>
    public void BreakOneWatch()
    {
        if (_watches.Count == 0)
            return;
        var watch = _watches.OrderBy(open => open.Id).ElementAt(chance.Next(_watches.Count));
        world.Trace.Tell(world, "network", $"breaks the watch {watch.Id} of {watch.Caller}");
        watch.Break("injected: the connection was reset");
    }

    public void Opened(WatchConnection watch) => _watches.Add(watch);

    public void Closed(WatchConnection watch) => _watches.Remove(watch);
}
