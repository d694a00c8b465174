namespace CloudOrchestrator.Kinds.Core.References;

[ApiType("io.k8s.api.core.v1.LocalObjectReference", Atomic = true)]
public sealed record LocalObjectReference
{
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }
}
