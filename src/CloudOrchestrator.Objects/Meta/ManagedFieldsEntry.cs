namespace CloudOrchestrator.Objects.Meta;

/// <summary>Fields that one manager manages.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry")]
public sealed record ManagedFieldsEntry
{
    /// <summary>Who manages them.</summary>
    [Field("manager", 1, Presence = Presence.OmitEmpty)]
    public string? Manager { get; init; }

    /// <summary>Apply, or Update for any other write.</summary>
    [Field("operation", 2, Presence = Presence.OmitEmpty)]
    public string? Operation { get; init; }

    /// <summary>Version that the fields are named in.</summary>
    [Field("apiVersion", 3, Presence = Presence.OmitEmpty)]
    public string? ApiVersion { get; init; }

    /// <summary>When the set of fields last changed.</summary>
    [Field("time", 4)]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Form of the set; FieldsV1 is the only one.</summary>
    [Field("fieldsType", 6, Presence = Presence.OmitEmpty)]
    public string? FieldsType { get; init; }

    /// <summary>The set of fields.</summary>
    [Field("fieldsV1", 7, Format = FieldFormat.FieldsV1, Shared = true)]
    public JsonText? FieldsV1 { get; init; }

    /// <summary>Subresource they were written through; empty for the object itself.</summary>
    [Field("subresource", 8, Presence = Presence.OmitEmpty)]
    public string? Subresource { get; init; }
}
