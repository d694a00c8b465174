using System.Net;
using CloudOrchestrator.NodeAgent.Networking;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>Addresses for sandboxes that have no network: the next free one of the node's pod CIDR.</summary>
/// <param name="podCidr">The node's CIDR, once it is known.</param>
public sealed class PretendPodNetwork(Func<CancellationToken, Task<IPNetwork>> podCidr) : IPodNetwork
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly HashSet<uint> _taken = [];

    /// <inheritdoc/>
    public async Task<string> AttachAsync(PodSandbox sandbox, CancellationToken cancellationToken)
    {
        var network = await podCidr(cancellationToken);
        lock (_lock)
        {
            if (_addresses.TryGetValue(sandbox.ContainerId, out var known))
                return known;
            var first = Number(network.BaseAddress);
            var size = 1u << (32 - network.PrefixLength);
            for (var offset = 2u; offset < size - 1; offset++)
            {
                if (_taken.Add(first + offset))
                    return _addresses[sandbox.ContainerId] = Address(first + offset);
            }
            throw new InvalidOperationException($"no address is free in {network}");
        }
    }

    /// <inheritdoc/>
    public Task DetachAsync(PodSandbox sandbox, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_addresses.Remove(sandbox.ContainerId, out var address))
                _taken.Remove(Number(IPAddress.Parse(address)));
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AdoptAsync(IReadOnlyList<PodSandbox> running, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var sandbox in running.Where(sandbox => sandbox.Address is not null))
            {
                _addresses[sandbox.ContainerId] = sandbox.Address!;
                _taken.Add(Number(IPAddress.Parse(sandbox.Address!)));
            }
        }
        return Task.CompletedTask;
    }

    private static uint Number(IPAddress address) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static string Address(uint number)
    {
        var bytes = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes).ToString();
    }
}
