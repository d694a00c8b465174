namespace CloudOrchestrator.Objects.Meta;

/// <summary>The outcome of a request that returns no object.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Status")]
public sealed record ApiStatus
{
    /// <summary>Always Status.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>Metadata of the answer; mostly empty.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ListMeta? Metadata { get; init; }

    /// <summary>Success or Failure.</summary>
    [Field("status", 2, Presence = Presence.OmitEmpty)]
    public string? Status { get; init; }

    /// <summary>The outcome, for people to read.</summary>
    [Field("message", 3, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    /// <summary>Machine-readable word for why it failed, such as NotFound, AlreadyExists, Conflict or Invalid.</summary>
    [Field("reason", 4, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>What the failure is about.</summary>
    [Field("details", 5)]
    public StatusDetails? Details { get; init; }

    /// <summary>The HTTP code.</summary>
    [Field("code", 6, Presence = Presence.OmitEmpty)]
    public int? Code { get; init; }
}
