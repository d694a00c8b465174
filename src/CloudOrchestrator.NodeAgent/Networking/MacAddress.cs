using System.Globalization;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>Hardware addresses that follow from IP addresses, so that every node knows every other's without asking.</summary>
internal static class MacAddress
{
    /// <summary>The address of the node's end of every pod's cable. It may be the same on all: each cable has two ends only.</summary>
    public const string NodeEnd = "ee:ee:ee:ee:ee:ee";

    /// <summary>A locally administered address made of the IPv4 address.</summary>
    public static string Of(string address) =>
        string.Create(CultureInfo.InvariantCulture, $"0a:58:{string.Join(':', address.Split('.').Select(part => $"{byte.Parse(part, CultureInfo.InvariantCulture):x2}"))}");
}
