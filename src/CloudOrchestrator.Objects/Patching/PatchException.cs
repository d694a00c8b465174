namespace CloudOrchestrator.Objects.Patching;

/// <summary>Leaves the recursion of a strategic merge at its first fault; never escapes <see cref="StrategicMergePatch"/>.</summary>
internal sealed class PatchException(ApiStatus status) : Exception(status.Message)
{
    public ApiStatus Status { get; } = status;

    public static PatchException BadFormat(string message) => new(ApiStatuses.BadRequest(message));

    public static PatchException Unclassified(string message) => new(PatchFailures.Unclassified(message));

    public static PatchException Unprocessable() => new(PatchFailures.Unprocessable());

    public static PatchException NoMergeKey(JsonNode? item, string mergeKey) =>
        Unclassified($"map: {GoText.Plain(item)} does not contain declared merge key: {mergeKey}");

    public static PatchException WrongType(string expected, JsonNode? actual) =>
        Unclassified($"expected a {expected}, but received a {GoText.DynamicType(actual)}");

    public static PatchException UnknownDirective(JsonNode? directive, JsonObject map) =>
        Unclassified($"unknown patch type: {GoText.Plain(directive)} in map: {GoText.Plain(map)}");
}
