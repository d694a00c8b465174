using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>Binds HTTP to the handlers of posted bodies.</summary>
internal sealed class PostEndpoint(ServerParts parts, IReadOnlyList<IPostHandler> handlers, BodyDecoder decoder, ResponseWriter responses) : ISubresource
{
    /// <inheritdoc/>
    public bool Serves(ResourceRequest request) => handlers.Any(handler => handler.Serves(request.Call));

    /// <inheritdoc/>
    public async Task HandleAsync(ResourceRequest request)
    {
        var answer = HttpMethods.IsPost(request.Context.Request.Method) ? await PostAsync(request) : ApiStatuses.MethodNotAllowed();
        var shown = request.Representation.Shape == ObjectShape.Whole ? request.Representation : Representation.Json;
        await responses.WriteAsync(request.Context, request.Kind, answer, shown.MediaType == MediaTypes.Protobuf ? Representation.Json : shown, request.Call.Warnings);
    }

    private async Task<ApiResponse> PostAsync(ResourceRequest request)
    {
        var options = request.WriteOptions("CreateOptions");
        if (!options.Succeeded)
            return options.Error;
        var bytes = await RequestBody.ReadAsync(request.Context, parts.Options.BodyBytesMax, request.Cancellation);
        if (!bytes.Succeeded)
            return bytes.Error;
        var handler = handlers.First(candidate => candidate.Serves(request.Call));
        var (type, expected) = handler.BodyOf(request.Call);
        var schema = parts.Kinds.SchemaOf(type);
        if (bytes.Value.Length == 0)
            return ApiStatuses.BadRequest($"a {expected.Kind} is required as the body");
        var body = decoder.Decode(bytes.Value, request.Context.Request.ContentType, kind => kind.Kind == expected.Kind ? schema : null);
        if (!body.Succeeded)
            return body.Error;
        if (body.Value.Kind.Length > 0 && body.Value.Kind != expected.Kind)
            return ApiStatuses.BadRequest($"{body.Value.Kind} in version \"{body.Value.ApiVersion}\" cannot be handled as a {expected.Kind}");
        var value = body.Value.Value;
        value["apiVersion"] = expected.ApiVersion;
        value["kind"] = expected.Kind;
        if (ObjectIntake.Conform(value, schema, body.Value.StrictFaults, options.Value.FieldValidation, request.Call.Warnings) is { } problem)
            return ApiStatuses.BadRequest($"{expected.Kind} in version \"{expected.Version}\" cannot be handled as a {expected.Kind}: {problem}");
        return await handler.PostAsync(request.Call, options.Value, value, request.Cancellation);
    }
}
