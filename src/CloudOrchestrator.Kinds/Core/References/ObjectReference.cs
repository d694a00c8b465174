namespace CloudOrchestrator.Kinds.Core.References;

[ApiType("io.k8s.api.core.v1.ObjectReference", Atomic = true)]
public sealed record ObjectReference
{
    [Field("kind", 1, Presence = Presence.OmitEmpty)]
    public string? Kind { get; init; }

    [Field("namespace", 2, Presence = Presence.OmitEmpty)]
    public string? Namespace { get; init; }

    [Field("name", 3, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    [Field("uid", 4, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    [Field("apiVersion", 5, Presence = Presence.OmitEmpty)]
    public string? ApiVersion { get; init; }

    [Field("resourceVersion", 6, Presence = Presence.OmitEmpty)]
    public string? ResourceVersion { get; init; }

    [Field("fieldPath", 7, Presence = Presence.OmitEmpty)]
    public string? FieldPath { get; init; }
}
