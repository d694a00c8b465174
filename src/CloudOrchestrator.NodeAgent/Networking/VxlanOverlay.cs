using CloudOrchestrator.Routing;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>Makes the kernel's overlay that of an <see cref="OverlayPlan"/>.</summary>
internal sealed class VxlanOverlay
{
    private static readonly Command Ip = new("ip");
    private static readonly Command Bridge = new("bridge");

    private OverlayPlan? _applied;

    /// <summary>Applies a plan. Running connections survive unless the node's own range has changed.</summary>
    public async Task ApplyAsync(OverlayPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Equals(_applied))
            return;
        var previous = _applied;
        _applied = null;
        var peers = previous?.Peers ?? new();
        if (previous is null || previous with { Peers = plan.Peers } != plan)
            peers = await OpenDeviceAsync(plan, cancellationToken);

        // Without force one command that finds its work already done would stop the rest: a route disappears with its device, for example.
        var (ip, bridge) = plan.ChangesFrom(peers);
        if (bridge.Length > 0)
            await RunAsync(Bridge, bridge, cancellationToken);
        if (ip.Length > 0)
            await RunAsync(Ip, ip, cancellationToken);
        _applied = plan;
    }

    private static async Task RunAsync(Command command, string batch, CancellationToken cancellationToken)
    {
        var lines = batch.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToLookup(line => line.Contains(" del ", StringComparison.Ordinal));
        var removals = string.Concat(lines[true].Select(line => line + "\n"));
        var rest = string.Concat(lines[false].Select(line => line + "\n"));
        if (removals.Length > 0)
            await command.TryRunAsync(removals, ["-force", "-batch", "-"], cancellationToken);
        if (rest.Length > 0)
            await command.RunAsync(rest, ["-batch", "-"], cancellationToken);
    }

    /// <summary>Keeps the device when it is as it should be, else makes it; returns the peers it has routes to.</summary>
    private static async Task<ValueMap<string, string>> OpenDeviceAsync(OverlayPlan plan, CancellationToken cancellationToken)
    {
        if (KernelSettings.InterfaceExists(OverlayPlan.Device))
        {
            if (await FitsAsync(plan, cancellationToken))
                return await ReadPeersAsync(cancellationToken);
            await Ip.RunAsync("", ["link", "delete", OverlayPlan.Device], cancellationToken);
        }

        await Ip.RunAsync(plan.CreateDevice(), ["-batch", "-"], cancellationToken);
        KernelSettings.Set([($"ipv4/conf/{OverlayPlan.Device}/rp_filter", "2")]);
        return new();
    }

    private static async Task<bool> FitsAsync(OverlayPlan plan, CancellationToken cancellationToken)
    {
        var link = await Ip.RunAsync("", ["-d", "-o", "link", "show", OverlayPlan.Device], cancellationToken);
        var address = await Ip.RunAsync("", ["-4", "-o", "addr", "show", OverlayPlan.Device], cancellationToken);
        return link.Contains($" local {plan.OwnAddress} ", StringComparison.Ordinal)
            && link.Contains($" mtu {plan.Mtu} ", StringComparison.Ordinal)
            && link.Contains(MacAddress.Of(plan.EndPoint), StringComparison.Ordinal)
            && address.Contains($" {plan.EndPoint}/32 ", StringComparison.Ordinal);
    }

    /// <summary>Ranges of peers that have a route, with an unknown address: all of them are written again, those that left are removed.</summary>
    private static async Task<ValueMap<string, string>> ReadPeersAsync(CancellationToken cancellationToken)
    {
        var routes = await Ip.RunAsync("", ["-4", "-o", "route", "show", "dev", OverlayPlan.Device], cancellationToken);
        var ranges = routes.Split('\n').Select(line => line.Split(' ')[0]).Where(range => AddressRange.TryParse(range, out _));
        return new(ranges.Distinct().Select(range => KeyValuePair.Create(range, "")));
    }
}
