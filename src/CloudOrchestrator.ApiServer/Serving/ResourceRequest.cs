using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>An HTTP request for a resource that exists.</summary>
/// <param name="Context">The HTTP exchange.</param>
/// <param name="Info">What the URL addresses.</param>
/// <param name="Call">The call it stands for.</param>
/// <param name="Representation">How to answer.</param>
/// <param name="Cancellation">Ends with the client, the server or the time limit.</param>
internal sealed record ResourceRequest(HttpContext Context, RequestInfo Info, ApiCall Call, Representation Representation, CancellationToken Cancellation)
{
    /// <summary>The kind addressed.</summary>
    public KindDescriptor Kind => Call.Kind;

    /// <summary>The client's User-Agent.</summary>
    public string UserAgent => Context.Request.Headers.UserAgent.ToString();

    /// <summary>Write options of the query.</summary>
    public ResultOf<WriteOptions> WriteOptions(string optionsKind) => Requests.WriteOptions.Parse(Context.Request.Query, UserAgent, optionsKind);
}
