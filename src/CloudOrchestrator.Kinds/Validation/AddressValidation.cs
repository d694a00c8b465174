using System.Net;
using System.Net.Sockets;

namespace CloudOrchestrator.Kinds.Validation;

/// <summary>Checks IP addresses and CIDRs.</summary>
internal static class AddressValidation
{
    /// <summary>The text must be an IP address.</summary>
    public static bool ValidateAddress(string text, string path, FaultList faults)
    {
        if (Parse(text) is not null)
            return true;
        faults.Invalid(path, text, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        return false;
    }

    /// <summary>The text must be an address with a prefix length.</summary>
    public static void ValidateCidr(string text, string path, FaultList faults)
    {
        if (!IsCidr(text))
            faults.Invalid(path, text, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
    }

    /// <summary>Endpoints and external addresses may not be loopback, link-local or unspecified.</summary>
    public static void ValidateNotSpecial(string text, string path, FaultList faults)
    {
        if (Parse(text) is not { } address)
        {
            faults.Invalid(path, text, "must be a valid IP address");
            return;
        }

        var bytes = address.GetAddressBytes();
        var isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            faults.Invalid(path, text, $"may not be unspecified ({text})");
        if (IPAddress.IsLoopback(address))
            faults.Invalid(path, text, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
        if (isV4 ? bytes is [169, 254, ..] : address.IsIPv6LinkLocal)
            faults.Invalid(path, text, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        if (isV4 ? bytes is [224, 0, 0, _] : bytes is [0xff, 0x02, ..])
            faults.Invalid(path, text, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    }

    /// <summary>True for an IPv6 address.</summary>
    public static bool IsV6(string text) => Parse(text) is { AddressFamily: AddressFamily.InterNetworkV6 };

    /// <summary>True when the two addresses or CIDRs are of different families.</summary>
    public static bool IsDualStack(IReadOnlyList<string> texts) =>
        texts.Select(text => IsV6(text.Split('/')[0])).Distinct().Count() == 2;

    /// <summary>The address; null when the text is none. Unlike the class library, no short forms such as <c>10.1</c> and no scopes.</summary>
    public static IPAddress? Parse(string text)
    {
        if (text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal))
            return null;
        if (!text.Contains(':', StringComparison.Ordinal) && !IsDottedQuad(text))
            return null;
        return IPAddress.TryParse(text, out var address) ? address : null;
    }

    private static bool IsDottedQuad(string text) =>
        text.Split('.') is { Length: 4 } parts && parts.All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit));

    private static bool IsCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && Parse(text[..slash]) is { } address
            && byte.TryParse(text[(slash + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var bits)
            && bits <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }
}
