using CloudOrchestrator.ApiServer.Requests;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>A path below <c>/apis</c> that is no resource of a kind.</summary>
internal interface IDirectEndpoint
{
    /// <summary>True when it finds out by itself who calls: nobody is authenticated for it.</summary>
    bool Authenticates { get; }

    /// <summary>True when the path is served here.</summary>
    bool Serves(RequestInfo info);

    /// <summary>Answers, refusals included.</summary>
    Task HandleAsync(HttpContext context, RequestInfo info, Caller caller, CancellationToken cancellationToken);
}
