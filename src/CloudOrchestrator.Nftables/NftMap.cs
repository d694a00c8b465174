using CloudOrchestrator.Routing;

namespace CloudOrchestrator.Nftables;

/// <summary>A map, or a set when the values are empty.</summary>
/// <param name="Declaration">Keyword and body, such as <c>map { type ipv4_addr : verdict; }</c>, without the name.</param>
/// <param name="Elements">Key to value.</param>
internal sealed record NftMap(NftDeclaration Declaration, ValueMap<string, string> Elements);
