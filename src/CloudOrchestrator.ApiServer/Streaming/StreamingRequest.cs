namespace CloudOrchestrator.ApiServer.Streaming;

/// <summary>A request for a streaming subresource.</summary>
/// <param name="Plural">Resource of the core group: <c>pods</c>, <c>services</c> or <c>nodes</c>.</param>
/// <param name="Namespace">Namespace; empty for nodes.</param>
/// <param name="Name">Name as the URL has it; of a proxy it may carry scheme and port.</param>
/// <param name="Subresource">Subresource.</param>
/// <param name="Path">What follows the subresource in the URL, still encoded, with its leading slash; empty when nothing does.</param>
public sealed record StreamingRequest(string Plural, string Namespace, string Name, string Subresource, string Path);
