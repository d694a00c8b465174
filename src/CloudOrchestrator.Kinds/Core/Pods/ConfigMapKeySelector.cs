namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An entry of a ConfigMap.</summary>
[ApiType("io.k8s.api.core.v1.ConfigMapKeySelector", Atomic = true)]
public sealed record ConfigMapKeySelector
{
    /// <summary>Name of the ConfigMap.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? Name { get; init; }

    /// <summary>Key of the entry.</summary>
    [Field("key", 2, Presence = Presence.Always, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>Go on when the ConfigMap or the entry does not exist.</summary>
    [Field("optional", 3)]
    public bool? Optional { get; init; }
}
