namespace CloudOrchestrator.Kinds.Core.References;

/// <summary>An object of any kind in any namespace.</summary>
[ApiType("io.k8s.api.core.v1.TypedObjectReference")]
public sealed record TypedObjectReference
{
    /// <summary>API group of the object; unset for the core group.</summary>
    [Field("apiGroup", 1, Presence = Presence.Always)]
    public string ApiGroup { get; init; } = "";

    /// <summary>Kind of the object.</summary>
    [Field("kind", 2, Presence = Presence.Always, Required = true)]
    public string Kind { get; init; } = "";

    /// <summary>Name of the object.</summary>
    [Field("name", 3, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Namespace of the object; the same one by default.</summary>
    [Field("namespace", 4)]
    public string? Namespace { get; init; }
}
