namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry")]
public sealed record ManagedFieldsEntry
{
    [Field("manager", 1, Presence = Presence.OmitEmpty)]
    public string? Manager { get; init; }

    [Field("operation", 2, Presence = Presence.OmitEmpty)]
    public string? Operation { get; init; }

    [Field("apiVersion", 3, Presence = Presence.OmitEmpty)]
    public string? ApiVersion { get; init; }

    [Field("time", 4)]
    public DateTimeOffset? Time { get; init; }

    [Field("fieldsType", 6, Presence = Presence.OmitEmpty)]
    public string? FieldsType { get; init; }

    [Field("fieldsV1", 7, Format = FieldFormat.FieldsV1)]
    public JsonElement? FieldsV1 { get; init; }

    [Field("subresource", 8, Presence = Presence.OmitEmpty)]
    public string? Subresource { get; init; }
}
