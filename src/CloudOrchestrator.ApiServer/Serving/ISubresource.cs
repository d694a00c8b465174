namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>A resource or subresource that is served by code of its own instead of the generic verbs.</summary>
internal interface ISubresource
{
    /// <summary>True when the request is for this handler.</summary>
    bool Serves(ResourceRequest request);

    /// <summary>Answers; 405 for methods it does not have.</summary>
    Task HandleAsync(ResourceRequest request);
}
