using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>Arithmetic on the range of Service addresses.</summary>
internal static class ServiceAddresses
{
    /// <summary>The address at a position of the range; 0 is the network itself.</summary>
    public static IPAddress AddressAt(IPNetwork range, BigInteger index)
    {
        var number = Number(range.BaseAddress) + index;
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        var address = new byte[range.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 4 : 16];
        bytes.CopyTo(address, address.Length - bytes.Length);
        return new IPAddress(address);
    }

    /// <summary>Number of usable addresses: without the network and, in IPv4, the broadcast address.</summary>
    public static BigInteger UsableCount(IPNetwork range)
    {
        var bits = (range.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) - range.PrefixLength;
        var all = BigInteger.One << bits;
        return BigInteger.Max(0, all - (range.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 2 : 1));
    }

    private static BigInteger Number(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
}
