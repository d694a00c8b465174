using CloudOrchestrator.ApiServer.OpenApi;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Serving;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Discovery;

/// <summary>Serves the OpenAPI documents, with the hashes by which clients keep them.</summary>
internal sealed class OpenApiEndpoints(OpenApiDocuments documents) : IPathEndpoint
{
    private const string Version3 = "/openapi/v3";

    /// <inheritdoc/>
    public bool Serves(string path) => path == "/openapi/v2" || path == Version3 || path.StartsWith(Version3 + "/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context, string path, CancellationToken cancellationToken)
    {
        var document = path switch
        {
            "/openapi/v2" => AcceptsProtobuf(context) ? documents.SwaggerProtobuf : documents.SwaggerJson,
            Version3 or Version3 + "/" => documents.Index,
            _ => documents.ForGroupVersion(path[(Version3.Length + 1)..].TrimEnd('/')),
        };
        if (document is null)
            return ResponseWriter.WriteStatusAsync(context, ApiStatuses.ResourceNotFound());
        var tag = $"\"{document.Hash}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.Vary = "Accept";

        // A URL with the document's own hash names this content for ever.
        context.Response.Headers.CacheControl = context.Request.Query["hash"] == document.Hash ? "public, immutable" : "no-cache, private";
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return ResponseWriter.WriteBytesAsync(context, 200, document.MediaType, document.Body);
    }

    private static bool AcceptsProtobuf(HttpContext context)
    {
        var accept = context.Request.Headers.Accept.ToString();
        return accept.Contains(OpenApiDocuments.SwaggerProtobufAccept, StringComparison.OrdinalIgnoreCase)
            || accept.Contains(OpenApiDocuments.SwaggerProtobufMediaType, StringComparison.OrdinalIgnoreCase);
    }
}
