using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Subresources;

/// <summary>Objects that are computed instead of stored.</summary>
internal interface IComputedObjects
{
    /// <summary>True for kinds that come from here.</summary>
    bool Computes(KindDescriptor kind);

    /// <summary>The objects of a call, complete with apiVersion and kind: of one name, or all that match the label selector.</summary>
    ValueTask<ResultOf<JsonObject[]>> ComputeAsync(ApiCall call, string labelSelector, CancellationToken cancellationToken);
}
