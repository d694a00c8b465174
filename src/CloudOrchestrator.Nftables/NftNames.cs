using System.Security.Cryptography;
using System.Text;

namespace CloudOrchestrator.Nftables;

/// <summary>Names of chains and sets. A name depends only on what it is for, so that unrelated changes touch nothing.</summary>
internal static class NftNames
{
    // The kernel takes 255 bytes; half of it keeps listings readable.
    private const int LengthMax = 127;
    private const int HashLength = 12;

    public static string Balancer(string name) => Limit($"svc-{name}");

    public static string Backend(string balancer, Routing.Backend backend) => Limit($"ep-{balancer}/{backend.Address}/{backend.Port}");

    public static string External(string fromCluster, string? fromElsewhere) => Limit($"ext-{fromCluster}{(fromElsewhere is null ? "/none" : "")}");

    public static string Ranges(string key) => $"ranges-{Hash(key)}";

    public static string Affinity(string balancer, Routing.Backend backend, int seconds) => $"affinity-{Hash($"{balancer} {backend} {seconds}")}";

    private static string Limit(string name) => name.Length <= LengthMax ? name : $"{name[..(LengthMax - HashLength - 1)]}-{Hash(name)}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}
