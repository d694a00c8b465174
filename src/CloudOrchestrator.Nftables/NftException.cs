namespace CloudOrchestrator.Nftables;

/// <summary>nft refused a script; nothing of it took effect. The message is nft's, followed by the script's line it complains about.</summary>
public sealed class NftException(string message) : Exception(message);
