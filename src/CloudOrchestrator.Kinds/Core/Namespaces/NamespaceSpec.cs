namespace CloudOrchestrator.Kinds.Core.Namespaces;

[ApiType("io.k8s.api.core.v1.NamespaceSpec")]
public sealed record NamespaceSpec
{
    [Field("finalizers", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Finalizers { get; init; }
}
