using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Serving;
using CloudOrchestrator.ApiServer.Verbs;
using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Kinds.Policy.Evictions;

namespace CloudOrchestrator.ApiServer.Subresources;

/// <summary><c>pods/eviction</c>: deletes a pod, as a drain asks for it.</summary>
internal sealed class EvictionPost(DeleteVerb delete) : IPostHandler
{
    /// <inheritdoc/>
    public bool Serves(ApiCall call) => call.Kind.Resource is { Group: "", Plural: "pods" } && call.Subresource == "eviction";

    /// <inheritdoc/>
    public (Type Type, GroupVersionKind Kind) BodyOf(ApiCall call) => (typeof(Eviction), new("policy", "v1", "Eviction"));

    /// <inheritdoc/>
    public async Task<ApiResponse> PostAsync(ApiCall call, WriteOptions options, JsonObject body, CancellationToken cancellationToken)
    {
        var name = MetadataView.Of(body).Name;
        if (name.Length > 0 && name != call.Name)
            return ApiStatuses.BadRequest("name in URL does not match name in Eviction object");
        var wished = body.Object("deleteOptions") is { } given ? ObjectJson.Deserialize<DeleteOptions>(given) : new DeleteOptions();
        if (options.DryRun)
            wished = wished with { DryRun = ["All"] };
        var pod = new ApiCall { Kind = call.Kind, Namespace = call.Namespace, Name = call.Name, Caller = call.Caller, Guard = call.Guard };
        var answer = await delete.RunAsync(pod, wished, cancellationToken);
        return answer.Failed ? answer : new ApiResponse { Code = 201, Status = ApiStatuses.Success() with { Code = 201 } };
    }
}
