using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Client;
using CloudOrchestrator.Objects.Apply;
using CloudOrchestrator.Objects.Patching;
using CloudOrchestrator.Objects.Schemas;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>A patch, decoded and ready to be applied any number of times.</summary>
internal sealed class ObjectPatch
{
    private const int OperationsMax = 10_000;

    private readonly SchemaNode _schema;
    private readonly Func<JsonObject?, ResultOf<JsonObject>> _apply;
    private readonly IReadOnlyList<string> _strictFaults;
    private readonly string _text;

    private ObjectPatch(SchemaNode schema, string text, IReadOnlyList<string> strictFaults, bool apply, Func<JsonObject?, ResultOf<JsonObject>> function)
    {
        _schema = schema;
        _text = text;
        _strictFaults = strictFaults;
        _apply = function;
        TracksOwnership = apply;
    }

    /// <summary>True for apply, which does managedFields itself.</summary>
    public bool TracksOwnership { get; }

    /// <summary>True when a missing object is created (apply).</summary>
    public bool CreatesMissing => TracksOwnership;

    /// <summary>Decodes a patch of the given media type for objects of a schema.</summary>
    public static ResultOf<ObjectPatch> Decode(
        ReadOnlySpan<byte> body, string? mediaType, SchemaNode schema, GroupVersionKind kind, WriteOptions options, UpdateStrategy strategy, TimeProvider time)
    {
        var type = MediaTypes.BareOf(mediaType);
        if (type != PatchBody.ApplyPatch && options.Force is not null)
            return InvalidOptions(FieldError.Forbidden("force", "may not be specified for non-apply patch"));
        return type switch
        {
            PatchBody.JsonPatch => DecodeJsonPatch(body, schema),
            PatchBody.MergePatch => DecodeMerge(body, schema, JsonMergePatch.Apply),
            PatchBody.StrategicMergePatch => DecodeMerge(body, schema, (target, patch) => StrategicMergePatch.Apply(target, patch, schema)),
            PatchBody.ApplyPatch => DecodeApply(body, schema, kind, options, strategy, time),
            _ => ApiStatuses.UnsupportedMediaType(
                "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml"),
        };
    }

    /// <summary>The object with the patch applied; <paramref name="target"/> is not changed. Null: the object does not exist (apply only).</summary>
    public ResultOf<JsonObject> Apply(JsonObject? target) => _apply(target);

    /// <summary>Brings the patched object into canonical form, in place; the failure, or null.</summary>
    public ApiStatus? Conform(JsonObject patched, FieldValidation validation, List<string> warnings)
    {
        var problem = ObjectIntake.Conform(patched, _schema, _strictFaults, validation, warnings);
        if (problem is null)
            return null;
        return TracksOwnership
            ? ApiStatuses.BadRequest($"error strict decoding YAML: {problem}")
            : ApiStatuses.Invalid(default, "", [FieldError.Invalid("patch", _text, problem)]);
    }

    private static ResultOf<ObjectPatch> DecodeJsonPatch(ReadOnlySpan<byte> body, SchemaNode schema)
    {
        JsonNode? parsed;
        try
        {
            parsed = JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { MaxDepth = ObjectJsonReader.DepthMax });
        }
        catch (JsonException exception)
        {
            return ApiStatuses.BadRequest($"error decoding patch: {exception.Message}");
        }

        if (parsed is not JsonArray operations)
            return ApiStatuses.BadRequest("error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        if (operations.Count > OperationsMax)
        {
            return ApiStatuses.TooLarge(
                $"Request entity too large: The allowed maximum operations in a JSON patch is {OperationsMax}, got {operations.Count}");
        }

        return new ObjectPatch(schema, Text(body), [], false, target =>
        {
            var patched = JsonPatch.Apply(target!, operations);
            if (!patched.Succeeded)
                return patched.Error;
            return patched.Value is JsonObject value ? value : ApiStatuses.BadRequest("the patch does not leave an object");
        });
    }

    private static ResultOf<ObjectPatch> DecodeMerge(ReadOnlySpan<byte> body, SchemaNode schema, Func<JsonObject, JsonObject, ResultOf<JsonObject>> merge)
    {
        var parsed = ObjectJsonReader.Read(body);
        if (!parsed.Succeeded)
            return ApiStatuses.BadRequest($"error decoding patch: {parsed.Error.Message}");
        var patch = parsed.Value.Value;
        return new ObjectPatch(schema, Text(body), [.. parsed.Value.DuplicateFields.Select(path => $"duplicate field \"{path}\"")], false, target => merge(target!, patch));
    }

    private static ResultOf<ObjectPatch> DecodeMerge(ReadOnlySpan<byte> body, SchemaNode schema, Func<JsonObject, JsonObject, JsonObject> merge) =>
        DecodeMerge(body, schema, (target, patch) => (ResultOf<JsonObject>)merge(target, patch));

    private static ResultOf<ObjectPatch> DecodeApply(
        ReadOnlySpan<byte> body, SchemaNode schema, GroupVersionKind kind, WriteOptions options, UpdateStrategy strategy, TimeProvider time)
    {
        if (options.GivenFieldManager.Length == 0)
            return InvalidOptions(FieldError.Required("fieldManager", "is required for apply patch"));
        var parsed = YamlReader.Read(body);
        if (!parsed.Succeeded)
            return ApiStatuses.BadRequest($"error decoding YAML: {parsed.Error.Message}");
        var applied = parsed.Value;
        if (applied.Value.Object("metadata").Has("managedFields"))
            return ApiStatuses.BadRequest("metadata.managedFields must be nil");
        var actual = GroupVersionKind.Parse(applied.ApiVersion, applied.Kind);
        if (actual != kind)
            return ApiStatuses.BadRequest($"invalid object type: {actual.ApiVersion}, Kind={actual.Kind} (expected {kind.ApiVersion}, Kind={kind.Kind})");
        var manager = new FieldManager(options.FieldManager, kind.ApiVersion, strategy.Subresource, options.Force ?? false) { ResetFields = strategy.ResetFields };
        return new ObjectPatch(schema, Text(body), applied.StrictFaults, true,
            target => ServerSideApply.Apply(target, applied.Value, schema, manager, time.GetUtcNow()));
    }

    private static string Text(ReadOnlySpan<byte> body) => System.Text.Encoding.UTF8.GetString(body);

    private static ApiStatus InvalidOptions(FieldError fault) => ApiStatuses.Invalid(new("meta.k8s.io", "v1", "PatchOptions"), "", [fault]);
}
