namespace CloudOrchestrator.Kinds.Core.References;

/// <summary>An object of any kind in the same namespace.</summary>
[ApiType("io.k8s.api.core.v1.TypedLocalObjectReference", Atomic = true)]
public sealed record TypedLocalObjectReference
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
}
