namespace CloudOrchestrator.ApiServer.Requests;

/// <summary>What a verb answers: a stored object, a tree, or a status.</summary>
internal sealed record ApiResponse
{
    /// <summary>HTTP status code.</summary>
    public required int Code { get; init; }

    /// <summary>Object as stored, sent as its bytes.</summary>
    public StoredObject? Stored { get; init; }

    /// <summary>Object as a tree.</summary>
    public JsonObject? Value { get; init; }

    /// <summary>Failure, or a success without an object.</summary>
    public ApiStatus? Status { get; init; }

    /// <summary>True for failures.</summary>
    public bool Failed => Status is { Status: "Failure" };

    /// <summary>An object as stored.</summary>
    public static ApiResponse Of(StoredObject stored, int code = 200) => new() { Code = code, Stored = stored };

    /// <summary>A tree.</summary>
    public static ApiResponse Of(JsonObject value, int code = 200) => new() { Code = code, Value = value };

    /// <summary>A failure or success status.</summary>
    public static implicit operator ApiResponse(ApiStatus status) => new() { Code = status.Code ?? 200, Status = status };

    /// <summary>The answer as a tree in the kind's form, which the caller may change; null for a status.</summary>
    public JsonObject? ToTree(KindDescriptor kind) => Value ?? (Stored is null ? null : kind.FromStored(Stored.ToJsonObject()));
}
