namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>An image that a node has.</summary>
[ApiType("io.k8s.api.core.v1.ContainerImage")]
public sealed record ContainerImage
{
    /// <summary>Names the image is known by, with tags and digests.</summary>
    [Field("names", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Size of the image in bytes.</summary>
    [Field("sizeBytes", 2, Presence = Presence.OmitEmpty)]
    public long? SizeBytes { get; init; }
}
