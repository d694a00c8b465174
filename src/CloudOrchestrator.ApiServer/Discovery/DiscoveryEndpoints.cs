using System.Globalization;
using System.Text;
using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Serving;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Discovery;

/// <summary>Answers requests that are for no resource: discovery, version, health, the list of paths.</summary>
internal sealed class DiscoveryEndpoints(ServerParts parts, DiscoveryDocuments documents, ResponseWriter responses, ServerHealth health, IReadOnlyList<IPathEndpoint> others)
{
    /// <summary>Answers; 404 for unknown paths.</summary>
    public Task HandleAsync(HttpContext context, string path, CancellationToken cancellationToken)
    {
        foreach (var endpoint in others)
        {
            if (endpoint.Serves(path))
                return endpoint.HandleAsync(context, path, cancellationToken);
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return ResponseWriter.WriteStatusAsync(context, ApiStatuses.MethodNotAllowed());
        var representation = AcceptHeader.Negotiate(context.Request.Headers.Accept.ToString());
        var shown = representation.Succeeded ? representation.Value : Representation.Json;
        var trimmed = path.Length > 1 ? path.TrimEnd('/') : path;
        switch (trimmed)
        {
            case "/":
                return WriteAsync(context, new JsonObject { ["paths"] = new JsonArray([.. Paths().Select(text => (JsonNode)text)]) }, shown);
            case "/version":
                return WriteAsync(context, ServerVersion.Document(), shown);
            case "/api" or "/apis" when shown.Shape == ObjectShape.Discovery:
                return WriteAggregatedAsync(context, trimmed == "/api", shown);
            case "/api":
                var address = string.Create(CultureInfo.InvariantCulture, $"{parts.Options.AdvertiseAddress}:{parts.Options.AdvertisePort}");
                return WriteAsync(context, DiscoveryDocuments.CoreVersions(address), shown);
            case "/apis":
                return WriteAsync(context, documents.Groups(), shown);
            default:
                return health.Answer(trimmed, context.Request.Query) is { } answer ? WriteHealthAsync(context, answer) : ByGroupAsync(context, trimmed, shown);
        }
    }

    private Task ByGroupAsync(HttpContext context, string path, Representation shown)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var document = segments switch
        {
            ["api", var version] => documents.Resources("", version),
            ["apis", var group] => documents.Group(group),
            ["apis", var group, var version] => documents.Resources(group, version),
            _ => null,
        };
        return document is null ? ResponseWriter.WriteStatusAsync(context, ApiStatuses.ResourceNotFound()) : WriteAsync(context, document, shown);
    }

    private Task WriteAsync(HttpContext context, JsonObject document, Representation shown) =>
        responses.WriteTreeAsync(context, 200, document, null, shown.MediaType == MediaTypes.Protobuf ? Representation.Json : shown);

    private Task WriteAggregatedAsync(HttpContext context, bool core, Representation shown)
    {
        context.Response.Headers.Vary = "Accept";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(documents.Aggregated(core, shown.Version), ObjectJson.Options);
        return ResponseWriter.WriteBytesAsync(context, 200, $"application/json;g=apidiscovery.k8s.io;v={shown.Version};as=APIGroupDiscoveryList", bytes);
    }

    private static Task WriteHealthAsync(HttpContext context, HealthAnswer answer)
    {
        context.Response.Headers.CacheControl = "no-cache, private";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return ResponseWriter.WriteBytesAsync(context, answer.Healthy ? 200 : 500, MediaTypes.PlainText, Encoding.UTF8.GetBytes(answer.Text));
    }

    private IEnumerable<string> Paths()
    {
        string[] fixedPaths = ["/api", "/api/v1", "/apis", "/healthz", "/livez", "/metrics", "/openapi/v2", "/openapi/v3", "/readyz", "/version"];
        return fixedPaths
            .Concat(documents.GroupNames().SelectMany(group => documents.Versions(group).Select(version => $"/apis/{group}/{version}").Prepend($"/apis/{group}")))
            .Concat(health.Paths())
            .Order(StringComparer.Ordinal);
    }
}
