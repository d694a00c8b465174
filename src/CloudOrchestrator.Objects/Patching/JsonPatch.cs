namespace CloudOrchestrator.Objects.Patching;

/// <summary>RFC 6902 JSON patch.</summary>
public static class JsonPatch
{
    /// <summary>Most operations accepted in one patch.</summary>
    public const int OperationsMax = 10_000;

    /// <summary>
    /// Applies the operations in order to a copy; a failed <c>test</c> or a bad path is an <see cref="ApiStatus"/> (422 Invalid, as Kubernetes answers).
    /// </summary>
    public static ResultOf<JsonNode> Apply(JsonNode target, JsonArray operations)
    {
        if (operations.Count > OperationsMax)
        {
            return ApiStatuses.TooLarge(
                $"Request entity is too large: The allowed maximum operations in a JSON patch is {OperationsMax}, got {operations.Count}");
        }
        var run = new JsonPatchRun(target.DeepClone());
        foreach (var operation in operations)
        {
            if (operation is not JsonObject fields)
            {
                var found = operation is null ? "null" : CanonicalScalar.GoKind(operation);
                return ApiStatuses.BadRequest($"json: cannot unmarshal {found} into Go value of type jsonpatch.Operation");
            }
            if (!run.TryApply(fields))
                return PatchFailures.Unprocessable();
        }
        return run.Root is { } root ? root : PatchFailures.Unprocessable();
    }
}
