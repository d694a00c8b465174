namespace CloudOrchestrator.Objects.Meta;

/// <summary>One cause of a failure.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.StatusCause")]
public sealed record StatusCause
{
    /// <summary>Machine-readable word for the cause, such as FieldValueInvalid.</summary>
    [Field("reason", 1, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>The cause, for people to read.</summary>
    [Field("message", 2, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    /// <summary>Field that causes it, as a path such as spec.containers[0].image.</summary>
    [Field("field", 3, Presence = Presence.OmitEmpty)]
    public string? Field { get; init; }
}
