namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Status")]
public sealed record ApiStatus
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ListMeta? Metadata { get; init; }

    [Field("status", 2, Presence = Presence.OmitEmpty)]
    public string? Status { get; init; }

    [Field("message", 3, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    [Field("reason", 4, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("details", 5)]
    public StatusDetails? Details { get; init; }

    [Field("code", 6, Presence = Presence.OmitEmpty)]
    public int? Code { get; init; }
}
