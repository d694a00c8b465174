using CloudOrchestrator.Routing;

namespace CloudOrchestrator.Nftables;

/// <summary>A chain.</summary>
/// <param name="Hook">Where the kernel enters it, such as <c>type nat hook output priority -100; policy accept;</c>; null for chains that others go to.</param>
/// <param name="Rules">Its rules in order.</param>
internal sealed record NftChain(string? Hook, ValueList<string> Rules);
