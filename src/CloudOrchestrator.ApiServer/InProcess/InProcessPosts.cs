using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Serving;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.InProcess;

/// <summary>The subresources that in-process callers reach.</summary>
internal sealed class InProcessPosts(ServerParts parts, IReadOnlyList<IPostHandler> handlers, UpdateStrategies strategies)
{
    /// <summary>The strategy of an update; null when there is no such subresource.</summary>
    public UpdateStrategy? StrategyOf(ApiCall call) => strategies.Find(call.Kind, call.Subresource);

    /// <summary>Posts a body.</summary>
    public Task<ApiResponse> RunAsync(ApiCall call, WriteOptions options, JsonObject body, CancellationToken cancellationToken)
    {
        if (handlers.FirstOrDefault(handler => handler.Serves(call)) is not { } found)
            return Task.FromResult<ApiResponse>(ApiStatuses.ResourceNotFound());
        var (type, kind) = found.BodyOf(call);
        body["apiVersion"] = kind.ApiVersion;
        body["kind"] = kind.Kind;
        return ObjectIntake.Conform(body, parts.Kinds.SchemaOf(type), [], FieldValidation.Ignore, []) is { } problem
            ? Task.FromResult<ApiResponse>(ApiStatuses.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: {problem}"))
            : found.PostAsync(call, options, body, cancellationToken);
    }
}
