namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.ContainerImage")]
public sealed record ContainerImage
{
    [Field("names", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Names { get; init; } = [];

    [Field("sizeBytes", 2, Presence = Presence.OmitEmpty)]
    public long? SizeBytes { get; init; }
}
