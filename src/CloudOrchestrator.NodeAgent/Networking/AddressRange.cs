using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>An IPv4 range in CIDR notation.</summary>
public readonly record struct AddressRange
{
    private readonly uint _first;

    private AddressRange(uint first, int prefixLength)
    {
        _first = first;
        PrefixLength = prefixLength;
    }

    /// <summary>Number of fixed bits.</summary>
    public int PrefixLength { get; }

    /// <summary>Number of addresses.</summary>
    public long Count => 1L << (32 - PrefixLength);

    /// <summary>The address at an offset from the first.</summary>
    public string this[long offset] =>
        offset >= 0 && offset < Count ? Text(_first + (uint)offset) : throw new ArgumentOutOfRangeException(nameof(offset), offset, $"outside of {this}");

    /// <summary>Parses <c>a.b.c.d/n</c>.</summary>
    /// <exception cref="FormatException">It is no IPv4 CIDR.</exception>
    public static AddressRange Parse(string text) =>
        TryParse(text, out var range) ? range : throw new FormatException($"\"{text}\" is no IPv4 CIDR");

    /// <summary>Parses <c>a.b.c.d/n</c>.</summary>
    public static bool TryParse(string? text, out AddressRange range)
    {
        range = default;
        if (text?.Split('/') is not [var address, var length]
            || !TryNumber(address, out var number)
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefixLength)
            || prefixLength > 32)
            return false;
        var mask = prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
        range = new AddressRange(number & mask, prefixLength);
        return true;
    }

    /// <summary>True when the address lies in the range.</summary>
    public bool Contains(string address) => OffsetOf(address) is not null;

    /// <summary>The offset of an address from the first; null when it is outside.</summary>
    public long? OffsetOf(string address) =>
        TryNumber(address, out var number) && number >= _first && number - _first < Count ? number - _first : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Text(_first)}/{PrefixLength}";

    private static string Text(uint number) => $"{number >> 24}.{(number >> 16) & 0xFF}.{(number >> 8) & 0xFF}.{number & 0xFF}";

    private static bool TryNumber(string text, out uint number)
    {
        number = 0;
        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetwork || text.Count(c => c == '.') != 3)
            return false;
        number = BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
        return true;
    }
}
