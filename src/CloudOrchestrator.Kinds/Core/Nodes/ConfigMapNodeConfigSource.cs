namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.ConfigMapNodeConfigSource")]
public sealed record ConfigMapNodeConfigSource
{
    [Field("namespace", 1, Presence = Presence.OmitEmpty)]
    public string? Namespace { get; init; }

    [Field("name", 2, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("uid", 3, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    [Field("resourceVersion", 4, Presence = Presence.OmitEmpty)]
    public string? ResourceVersion { get; init; }

    [Field("kubeletConfigKey", 5, Presence = Presence.Always, Required = true)]
    public string KubeletConfigKey { get; init; } = "";
}
