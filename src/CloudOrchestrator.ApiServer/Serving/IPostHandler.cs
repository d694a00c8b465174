using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>A subresource or a resource that is only posted: a question with its answer, or an act on an object. Transport-neutral.</summary>
internal interface IPostHandler
{
    /// <summary>True when the call is for this handler.</summary>
    bool Serves(ApiCall call);

    /// <summary>The C# type of the body and its kind.</summary>
    (Type Type, GroupVersionKind Kind) BodyOf(ApiCall call);

    /// <summary>Acts on the body, a canonical tree.</summary>
    Task<ApiResponse> PostAsync(ApiCall call, WriteOptions options, JsonObject body, CancellationToken cancellationToken);
}
