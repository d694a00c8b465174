namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>A ConfigMap as source of a node's configuration. No longer in use.</summary>
[ApiType("io.k8s.api.core.v1.ConfigMapNodeConfigSource")]
public sealed record ConfigMapNodeConfigSource
{
    /// <summary>Namespace of the ConfigMap.</summary>
    [Field("namespace", 1, Presence = Presence.OmitEmpty)]
    public string? Namespace { get; init; }

    /// <summary>Name of the ConfigMap.</summary>
    [Field("name", 2, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>UID of the ConfigMap; only in status.</summary>
    [Field("uid", 3, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    /// <summary>Revision of the ConfigMap; only in status.</summary>
    [Field("resourceVersion", 4, Presence = Presence.OmitEmpty)]
    public string? ResourceVersion { get; init; }

    /// <summary>Key of the ConfigMap that holds the configuration.</summary>
    [Field("kubeletConfigKey", 5, Presence = Presence.Always, Required = true)]
    public string KubeletConfigKey { get; init; } = "";
}
