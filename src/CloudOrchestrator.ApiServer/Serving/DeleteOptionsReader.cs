using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>Reads DeleteOptions from a request's body, or from its query when there is no body.</summary>
internal sealed class DeleteOptionsReader(ServerParts parts, BodyDecoder decoder)
{
    /// <summary>The options; 400 for a body that is none.</summary>
    public async ValueTask<ResultOf<DeleteOptions>> ReadAsync(ResourceRequest request)
    {
        var body = await RequestBody.ReadAsync(request.Context, parts.Options.BodyBytesMax, request.Cancellation);
        if (!body.Succeeded)
            return body.Error;
        var query = request.Context.Request.Query;
        if (body.Value.Length == 0)
            return FromQuery(query);
        var schema = parts.Kinds.SchemaOf(typeof(DeleteOptions));
        var decoded = decoder.Decode(body.Value, request.Context.Request.ContentType, kind => kind.Kind == "DeleteOptions" ? schema : null);
        if (!decoded.Succeeded)
            return decoded.Error;
        if (decoded.Value.Kind is not ("" or "DeleteOptions"))
            return ApiStatuses.BadRequest($"the body of a delete is no DeleteOptions but a {decoded.Value.Kind}");
        if (ObjectIntake.Conform(decoded.Value.Value, schema, decoded.Value.StrictFaults, FieldValidation.Ignore, []) is { } problem)
            return ApiStatuses.BadRequest($"DeleteOptions in version \"v1\" cannot be handled as a DeleteOptions: {problem}");
        return ObjectJson.Deserialize<DeleteOptions>(decoded.Value.Value);
    }

    private static ResultOf<DeleteOptions> FromQuery(IQueryCollection query)
    {
        long? grace = null;
        if (query.TryGetValue("gracePeriodSeconds", out var text))
        {
            if (!long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds))
                return ApiStatuses.BadRequest($"gracePeriodSeconds: strconv.ParseInt: parsing \"{text}\": invalid syntax");
            grace = seconds;
        }

        return new DeleteOptions
        {
            GracePeriodSeconds = grace,
            PropagationPolicy = query.TryGetValue("propagationPolicy", out var policy) ? policy.ToString() : null,
            OrphanDependents = query.TryGetValue("orphanDependents", out var orphan) ? QueryBoolean.Parse(orphan) : null,
            DryRun = query.TryGetValue("dryRun", out var dryRun) ? [.. dryRun.Select(value => value ?? "")] : null,
        };
    }
}
