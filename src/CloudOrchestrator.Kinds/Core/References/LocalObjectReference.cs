namespace CloudOrchestrator.Kinds.Core.References;

/// <summary>An object of the same namespace, by name.</summary>
[ApiType("io.k8s.api.core.v1.LocalObjectReference", Atomic = true)]
public sealed record LocalObjectReference
{
    /// <summary>Name of the object.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }
}
