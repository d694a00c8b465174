namespace CloudOrchestrator.Kinds.Core.Bindings;

[ApiType("io.k8s.api.core.v1.Binding")]
public sealed record Binding : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("target", 2, Presence = Presence.Always, Required = true)]
    public ObjectReference Target { get; init; } = new();
}
