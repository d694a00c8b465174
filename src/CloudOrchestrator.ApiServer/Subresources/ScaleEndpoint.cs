using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Serving;
using CloudOrchestrator.ApiServer.Verbs;
using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Kinds.Autoscaling.Scales;

namespace CloudOrchestrator.ApiServer.Subresources;

/// <summary>The <c>scale</c> subresource of kinds that have one: get, update and patch of an autoscaling/v1 Scale.</summary>
internal sealed class ScaleEndpoint(ServerParts parts, GetVerb get, ObjectUpdate update, StoreWriter writer, BodyDecoder decoder, ResponseWriter responses) : ISubresource
{
    /// <inheritdoc/>
    public bool Serves(ResourceRequest request) => request.Call.Subresource == "scale" && request.Kind.Scale is not null;

    /// <inheritdoc/>
    public async Task HandleAsync(ResourceRequest request)
    {
        var answer = request.Context.Request.Method switch
        {
            "GET" or "HEAD" => Shown(request.Kind, await get.RunAsync(request.Call, null, request.Cancellation)),
            "PUT" => await UpdateAsync(request),
            "PATCH" => await PatchAsync(request),
            _ => ApiStatuses.MethodNotAllowed(),
        };
        var shown = request.Representation.MediaType == MediaTypes.Yaml ? request.Representation with { Shape = ObjectShape.Whole } : Representation.Json;
        await responses.WriteAsync(request.Context, request.Kind, answer, shown, request.Call.Warnings);
    }

    private static ApiResponse Shown(KindDescriptor kind, ApiResponse answer) =>
        answer.ToTree(kind) is { } tree ? ApiResponse.Of(ScaleView.Of(tree, kind.Scale!), answer.Code) : answer;

    private async Task<ApiResponse> UpdateAsync(ResourceRequest request)
    {
        var options = request.WriteOptions("UpdateOptions");
        var bytes = await RequestBody.ReadAsync(request.Context, parts.Options.BodyBytesMax, request.Cancellation);
        if (!options.Succeeded || !bytes.Succeeded)
            return options.Error ?? bytes.Error!;
        var schema = parts.Kinds.SchemaOf(typeof(Scale));
        var body = decoder.Decode(bytes.Value, request.Context.Request.ContentType, kind => kind == ScaleView.Kind ? schema : null);
        if (!body.Succeeded)
            return body.Error;
        if (body.Value.Kind is not ("" or "Scale"))
            return ApiStatuses.BadRequest($"{body.Value.Kind} in version \"{body.Value.ApiVersion}\" cannot be handled as a Scale");
        var scale = body.Value.Value;
        if (ObjectIntake.Conform(scale, schema, body.Value.StrictFaults, options.Value.FieldValidation, request.Call.Warnings) is { } problem)
            return ApiStatuses.BadRequest($"Scale in version \"v1\" cannot be handled as a Scale: {problem}");
        return ObjectUpdate.MatchUrl(request.Call, scale) is { } mismatch ? mismatch : await WriteAsync(request, options.Value, _ => scale);
    }

    private async Task<ApiResponse> PatchAsync(ResourceRequest request)
    {
        var options = request.WriteOptions("PatchOptions");
        var bytes = await RequestBody.ReadAsync(request.Context, parts.Options.BodyBytesMax, request.Cancellation);
        if (!options.Succeeded || !bytes.Succeeded)
            return options.Error ?? bytes.Error!;
        var strategy = UpdateStrategy.Scale(request.Kind);
        var decoded = ObjectPatch.Decode(
            bytes.Value, request.Context.Request.ContentType, parts.Kinds.SchemaOf(typeof(Scale)), ScaleView.Kind, options.Value, strategy, parts.Time);
        if (!decoded.Succeeded)
            return decoded.Error;
        return await WriteAsync(request, options.Value, scale =>
        {
            var patched = decoded.Value.Apply(scale);
            if (patched.Succeeded && decoded.Value.Conform(patched.Value, options.Value.FieldValidation, request.Call.Warnings) is { } problem)
                return problem;
            return patched;
        });
    }

    private async Task<ApiResponse> WriteAsync(ResourceRequest request, WriteOptions options, Func<JsonObject, ResultOf<JsonObject>> change)
    {
        var call = request.Call;
        var strategy = UpdateStrategy.Scale(call.Kind);
        var (answer, _) = await writer.WriteAsync(call, call.Key, options.DryRun, readsStream: false, (current, snapshot) =>
        {
            if (current is null)
                return new Mutation.Refuse(ApiStatuses.NotFound(call.Kind.Resource, call.Name));
            var old = call.Kind.FromStored(current.ToJsonObject());
            var changed = change(ScaleView.Of(old, call.Kind.Scale!));
            if (!changed.Succeeded)
                return new Mutation.Refuse(changed.Error);
            return Decide(call, options, strategy, changed.Value, old, current, snapshot);
        }, request.Cancellation);
        return Shown(call.Kind, answer);
    }

    private Mutation Decide(ApiCall call, WriteOptions options, UpdateStrategy strategy, JsonObject scale, JsonObject old, StoredObject current, ReplicaSnapshot snapshot)
    {
        var replicas = scale.Object("spec").Number("replicas") ?? 0;
        if (replicas < 0)
        {
            return new Mutation.Refuse(ApiStatuses.Invalid(ScaleView.Kind, call.Name,
                [FieldError.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]));
        }

        var proposed = old.DeepClone().AsObject();
        var wanted = MetadataView.Of(scale);
        var metadata = MetadataView.Of(proposed);
        metadata.ResourceVersion = wanted.ResourceVersion;
        if (wanted.Uid.Length > 0)
            metadata.Uid = wanted.Uid;
        ScaleView.SetReplicas(proposed, call.Kind.Scale!, replicas);
        return update.Decide(call, strategy, proposed, old, current, snapshot, ObjectUpdate.ManagerOf(call.Kind, options, strategy));
    }
}
