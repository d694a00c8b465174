using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>
/// The IPv4 addresses of a service range. Network and broadcast address are never given out. The lowest part is kept for addresses that users choose
/// themselves and is given out only when the rest is taken, as Kubernetes does (KEP-3070).
/// </summary>
internal sealed class AddressPool(IPNetwork range)
{
    private readonly uint _first = ToNumber(range.BaseAddress) + 1;
    private readonly uint _count = (uint)Math.Max(0, (1L << (32 - range.PrefixLength)) - 2);

    /// <summary>The range in CIDR form.</summary>
    public string Range => range.ToString();

    /// <summary>True for an address that may be given out.</summary>
    public bool Contains(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && ToNumber(address) - _first < _count;

    /// <summary>A free address, found from a start that <paramref name="seed"/> determines; null when none is left.</summary>
    public IPAddress? Pick(uint seed, Func<IPAddress, bool> isTaken)
    {
        var chosen = Math.Min(Math.Min(Math.Max(16, _count / 16), 256), _count);
        return Probe(chosen, _count - chosen, seed, isTaken) ?? Probe(0, chosen, seed, isTaken);
    }

    private IPAddress? Probe(uint offset, uint count, uint seed, Func<IPAddress, bool> isTaken)
    {
        for (uint step = 0; step < count; step++)
        {
            var address = ToAddress(_first + offset + (uint)(((ulong)seed + step) % count));
            if (!isTaken(address))
                return address;
        }

        return null;
    }

    private static uint ToNumber(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress ToAddress(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
