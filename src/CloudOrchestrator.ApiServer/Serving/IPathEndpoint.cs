using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>Serves paths that are no resources.</summary>
internal interface IPathEndpoint
{
    /// <summary>True when the path is served here.</summary>
    bool Serves(string path);

    /// <summary>Answers.</summary>
    Task HandleAsync(HttpContext context, string path, CancellationToken cancellationToken);
}
