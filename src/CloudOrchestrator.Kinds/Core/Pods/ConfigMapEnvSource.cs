namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A ConfigMap whose entries become environment variables.</summary>
[ApiType("io.k8s.api.core.v1.ConfigMapEnvSource")]
public sealed record ConfigMapEnvSource
{
    /// <summary>Name of the ConfigMap.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? Name { get; init; }

    /// <summary>Go on when the ConfigMap does not exist.</summary>
    [Field("optional", 2)]
    public bool? Optional { get; init; }
}
