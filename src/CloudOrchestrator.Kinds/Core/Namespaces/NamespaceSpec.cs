namespace CloudOrchestrator.Kinds.Core.Namespaces;

/// <summary>What must happen before a namespace may go.</summary>
[ApiType("io.k8s.api.core.v1.NamespaceSpec")]
public sealed record NamespaceSpec
{
    /// <summary>Who has to clean up before a deleted namespace disappears; kubernetes stands for its content.</summary>
    [Field("finalizers", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Finalizers { get; init; }
}
