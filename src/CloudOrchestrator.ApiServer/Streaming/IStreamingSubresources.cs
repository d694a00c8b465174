using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Streaming;

/// <summary>The subresources that are byte streams instead of objects: log, exec, attach, portforward and proxy.</summary>
public interface IStreamingSubresources
{
    /// <summary>True when <paramref name="subresource"/> of the core resource <paramref name="plural"/> is served here.</summary>
    bool Serves(string plural, string subresource);

    /// <summary>Answers the request, failures included.</summary>
    Task HandleAsync(HttpContext context, StreamingRequest request, CancellationToken cancellationToken);
}
