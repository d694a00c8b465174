namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>A document ready to send.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="MediaType">Content type.</param>
/// <param name="Hash">Fingerprint of the content in upper-case hexadecimal: the ETag, without its quotes, and the <c>hash</c> parameter of URLs.</param>
public sealed record OpenApiDocument(ReadOnlyMemory<byte> Body, string MediaType, string Hash);
