using System.ComponentModel;
using CloudOrchestrator.Routing;

namespace CloudOrchestrator.Nftables;

/// <summary>The kernel's flows through netlink: no <c>conntrack</c> program is needed.</summary>
public sealed class NetlinkFlowTable : IFlowTable
{
    private const byte UdpProtocol = 17;
    private const int NoSuchFlow = 2; // ENOENT: it expired between listing and deleting

    /// <inheritdoc/>
    public Task ForgetAsync(IReadOnlyList<StaleFlow> flows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (flows.Count > 0)
            Forget(flows);
        return Task.CompletedTask;
    }

    /// <summary>True when a flow is one of those meant.</summary>
    internal static bool IsMeant(ConntrackFlow flow, StaleFlow stale)
    {
        if (flow.Protocol != UdpProtocol || stale.Destination.Protocol != Transport.Udp || flow.Destination.Port != stale.Destination.Port)
            return false;
        if (stale.Destination.Address is { } address && address != flow.Destination.Address)
            return false;
        return stale.Backend is { } backend ? flow.Replier == (backend.Address, backend.Port) : flow.Replier == flow.Destination;
    }

    private static void Forget(IReadOnlyList<StaleFlow> stale)
    {
        using var socket = new NetlinkSocket();
        uint sequence = 1;
        var flows = new List<ConntrackFlow>();
        Check(socket.Request(ConntrackMessages.ListRequest(sequence), flows));
        foreach (var flow in flows.Where(flow => stale.Any(meant => IsMeant(flow, meant))))
        {
            var error = socket.Request(ConntrackMessages.DeleteRequest(++sequence, flow), []);
            if (error != NoSuchFlow)
                Check(error);
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new Win32Exception(error, "the kernel refuses to list or delete flows");
    }
}
