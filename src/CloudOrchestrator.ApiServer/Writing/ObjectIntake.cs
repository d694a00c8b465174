using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.Objects.Schemas;

namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>Takes a decoded body in: the right kind, canonical form, field validation, declared defaults.</summary>
internal sealed class ObjectIntake(KindRegistry kinds)
{
    /// <summary>
    /// The body as a canonical object of the kind, with defaults. Works on the tree of <paramref name="body"/>. <paramref name="old"/> is the stored object on update.
    /// </summary>
    public ResultOf<JsonObject> Take(DecodedObject body, KindDescriptor kind, FieldValidation validation, List<string> warnings, JsonObject? old)
    {
        var taken = TakeWithoutDefaults(body, kind, validation, warnings);
        if (taken.Succeeded)
            ApplyDefaults(taken.Value, kind, old);
        return taken;
    }

    /// <summary>The body as a canonical object of the kind, as it was sent. Works on the tree of <paramref name="body"/>.</summary>
    public ResultOf<JsonObject> TakeWithoutDefaults(DecodedObject body, KindDescriptor kind, FieldValidation validation, List<string> warnings)
    {
        if (CheckKind(body, kind) is { } mismatch)
            return mismatch;
        var expected = kind.GroupVersionKind;
        if (Conform(body.Value, kinds.SchemaOf(kind), body.StrictFaults, validation, warnings) is { } problem)
            return ApiStatuses.BadRequest($"{expected.Kind} in version \"{expected.Version}\" cannot be handled as a {expected.Kind}: {problem}");
        return body.Value;
    }

    /// <summary>Canonical form without a kind check; the text of the problem, or null. In place.</summary>
    public static string? Conform(JsonObject value, SchemaNode schema, IReadOnlyList<string> strictFaults, FieldValidation validation, List<string> warnings)
    {
        var result = SchemaConformer.Conform(value, schema);
        if (result.TypeErrors.Count > 0)
            return result.TypeErrors[0];
        if (validation == FieldValidation.Ignore || (result.UnknownFields.Count == 0 && strictFaults.Count == 0))
            return null;
        string[] faults = [.. result.UnknownFields.Select(path => $"unknown field \"{path}\""), .. strictFaults];
        if (validation == FieldValidation.Strict)
            return "strict decoding error: " + string.Join(", ", faults);
        warnings.AddRange(faults);
        return null;
    }

    /// <summary>Declared and computed defaults, in place.</summary>
    public void ApplyDefaults(JsonObject value, KindDescriptor kind, JsonObject? old)
    {
        SchemaConformer.ApplyDefaults(value, kinds.SchemaOf(kind));
        kind.ApplyDefaults(value, old);
    }

    private static ApiStatus? CheckKind(DecodedObject body, KindDescriptor kind)
    {
        var expected = kind.GroupVersionKind;
        if (body.ApiVersion.Length == 0 && body.Kind.Length == 0)
        {
            body.Value["apiVersion"] = expected.ApiVersion;
            body.Value["kind"] = expected.Kind;
            return null;
        }

        if (body.ApiVersion.Length == 0 && body.Value["apiVersion"] is null)
            body.Value["apiVersion"] = expected.ApiVersion;
        if (body.Kind.Length == 0)
            body.Value["kind"] = expected.Kind;
        var actual = GroupVersionKind.Parse(body.ApiVersion, body.Kind);
        if (actual == expected)
            return null;
        if (actual.Kind == expected.Kind)
            return ApiStatuses.BadRequest($"the API version in the data ({actual.ApiVersion}) does not match the expected API version ({expected.ApiVersion})");
        return ApiStatuses.BadRequest(
            $"{actual.Kind} in version \"{actual.Version}\" cannot be handled as a {expected.Kind}: converting ({actual.ApiVersion}, Kind={actual.Kind}) to ({expected.ApiVersion}, Kind={expected.Kind}): unknown conversion");
    }
}
