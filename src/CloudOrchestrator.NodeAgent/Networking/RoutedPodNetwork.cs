using System.Collections.Concurrent;
using System.Globalization;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>Pods on routed cables (<see cref="PodCable"/>). It works in the network namespace of its process.</summary>
/// <param name="ready">Completes with the node's pod range and MTU when pods can be connected.</param>
internal sealed class RoutedPodNetwork(Task<PodRange> ready) : IPodNetwork
{
    private static readonly Command Ip = new("ip");

    private readonly ConcurrentDictionary<string, string> _attached = new();
    private readonly ConcurrentDictionary<string, (PodSandbox Sandbox, string Address)> _adopted = new();
    private readonly SemaphoreSlim _opening = new(1, 1);
    private AddressPool? _pool;

    /// <inheritdoc/>
    public async Task<string> AttachAsync(PodSandbox sandbox, CancellationToken cancellationToken)
    {
        if (_attached.TryGetValue(sandbox.ContainerId, out var known))
            return known;
        var range = await ready.WaitAsync(cancellationToken);
        var pool = await PoolAsync(range, cancellationToken);
        var address = pool.Take(sandbox.ContainerId);
        try
        {
            await ConnectAsync(sandbox, new PodCable(PodCable.NameFor(sandbox.ContainerId), address, range.Mtu), cancellationToken);
        }
        catch
        {
            await RemoveAsync(sandbox, CancellationToken.None);
            pool.Free(sandbox.ContainerId);
            throw;
        }

        _attached[sandbox.ContainerId] = address;
        return address;
    }

    /// <inheritdoc/>
    public async Task DetachAsync(PodSandbox sandbox, CancellationToken cancellationToken)
    {
        await RemoveAsync(sandbox, cancellationToken);
        _attached.TryRemove(sandbox.ContainerId, out _);
        _adopted.TryRemove(sandbox.ContainerId, out _);
        _pool?.Free(sandbox.ContainerId);
    }

    /// <inheritdoc/>
    public async Task AdoptAsync(IReadOnlyList<PodSandbox> running, CancellationToken cancellationToken)
    {
        var cables = running.ToDictionary(sandbox => PodCable.NameFor(sandbox.ContainerId));
        var found = KernelSettings.Interfaces().Where(name => name.StartsWith(PodCable.NamePrefix, StringComparison.Ordinal));
        foreach (var orphan in found.Where(name => !cables.ContainsKey(name)).ToList())
            await Ip.TryRunAsync("", ["link", "delete", orphan], cancellationToken);

        // A sandbox without its cable (the node was cut off between two steps) is attached anew when its pod is synced.
        foreach (var (cable, sandbox) in cables.Where(entry => entry.Value.Address is { Length: > 0 } && KernelSettings.InterfaceExists(entry.Key)))
        {
            _adopted[sandbox.ContainerId] = (sandbox, sandbox.Address!);
            _attached[sandbox.ContainerId] = sandbox.Address!;
        }
    }

    private async Task<AddressPool> PoolAsync(PodRange range, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_pool is not null)
                return _pool;
            var pool = new AddressPool(range.Range);
            foreach (var (sandbox, address) in _adopted.Values)
                pool.TryKeep(sandbox.ContainerId, address);
            return _pool = pool;
        }
        finally
        {
            _opening.Release();
        }
    }

    private static async Task ConnectAsync(PodSandbox sandbox, PodCable cable, CancellationToken cancellationToken)
    {
        if (KernelSettings.InterfaceExists(cable.Name))
            await Ip.TryRunAsync("", ["link", "delete", cable.Name], cancellationToken);
        var inside = new Command("nsenter", "--net", "--target", sandbox.ProcessId.ToString(CultureInfo.InvariantCulture), "ip");
        await Ip.RunAsync(cable.OnNode(sandbox.ProcessId), ["-batch", "-"], cancellationToken);
        KernelSettings.Set(cable.Settings());
        await inside.RunAsync(cable.InPod(), ["-batch", "-"], cancellationToken);
    }

    private static async Task RemoveAsync(PodSandbox sandbox, CancellationToken cancellationToken)
    {
        // The kernel removes the cable when the pod's namespace ends, so it may be gone, even between the two lines.
        var cable = PodCable.NameFor(sandbox.ContainerId);
        if (!KernelSettings.InterfaceExists(cable))
            return;
        var result = await Ip.TryRunAsync("", ["link", "delete", cable], cancellationToken);
        if (result.ExitCode != 0 && KernelSettings.InterfaceExists(cable))
            throw new CommandException($"cannot disconnect pod {sandbox.PodNamespace}/{sandbox.PodName}: {result.Error.Trim()}");
    }
}
