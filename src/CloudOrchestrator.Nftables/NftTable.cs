using CloudOrchestrator.Routing;

namespace CloudOrchestrator.Nftables;

/// <summary>The content of the table we own, in nftables' terms: what <see cref="NftScript"/> compares and writes.</summary>
/// <param name="Sets">Sets that packets add to, by name, with their declaration. Their elements belong to the kernel.</param>
/// <param name="Maps">Verdict maps and constant sets, by name.</param>
/// <param name="Chains">Chains by name.</param>
internal sealed record NftTable(ValueMap<string, string> Sets, ValueMap<string, NftMap> Maps, ValueMap<string, NftChain> Chains)
{
    /// <summary>Nothing at all.</summary>
    public static NftTable Empty { get; } = new(new(), new(), new());
}
