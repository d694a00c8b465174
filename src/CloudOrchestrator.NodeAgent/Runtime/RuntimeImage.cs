namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>An image the engine has.</summary>
/// <param name="Id">The engine's id, <c>sha256:…</c>.</param>
/// <param name="Tags">References with tags.</param>
/// <param name="Digests">References with digests; empty for images that came from no registry.</param>
/// <param name="SizeBytes">Size on disk.</param>
/// <param name="User">User its configuration names; empty for root.</param>
public sealed record RuntimeImage(string Id, IReadOnlyList<string> Tags, IReadOnlyList<string> Digests, long SizeBytes, string User);
