namespace CloudOrchestrator.Nftables;

/// <summary>How a map or set is declared.</summary>
/// <param name="Keyword"><c>map</c> or <c>set</c>.</param>
/// <param name="Body">What stands between the braces.</param>
internal sealed record NftDeclaration(string Keyword, string Body);
