namespace CloudOrchestrator.Kinds.Core.References;

/// <summary>An object, or a part of one.</summary>
[ApiType("io.k8s.api.core.v1.ObjectReference", Atomic = true)]
public sealed record ObjectReference
{
    /// <summary>Kind of the object.</summary>
    [Field("kind", 1, Presence = Presence.OmitEmpty)]
    public string? Kind { get; init; }

    /// <summary>Namespace of the object.</summary>
    [Field("namespace", 2, Presence = Presence.OmitEmpty)]
    public string? Namespace { get; init; }

    /// <summary>Name of the object.</summary>
    [Field("name", 3, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    /// <summary>UID of the object.</summary>
    [Field("uid", 4, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    /// <summary>Group and version of the object.</summary>
    [Field("apiVersion", 5, Presence = Presence.OmitEmpty)]
    public string? ApiVersion { get; init; }

    /// <summary>Revision of the object.</summary>
    [Field("resourceVersion", 6, Presence = Presence.OmitEmpty)]
    public string? ResourceVersion { get; init; }

    /// <summary>Part of the object, such as spec.containers{name}.</summary>
    [Field("fieldPath", 7, Presence = Presence.OmitEmpty)]
    public string? FieldPath { get; init; }
}
