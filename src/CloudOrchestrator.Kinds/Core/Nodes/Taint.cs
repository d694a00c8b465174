namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>A mark on a node that keeps pods away unless they tolerate it.</summary>
[ApiType("io.k8s.api.core.v1.Taint")]
public sealed record Taint
{
    /// <summary>The taint's key.</summary>
    [Field("key", 1, Presence = Presence.Always, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>The taint's value.</summary>
    [Field("value", 2, Presence = Presence.OmitEmpty)]
    public string? Value { get; init; }

    /// <summary>NoSchedule keeps new pods away, PreferNoSchedule if possible, NoExecute also evicts running ones.</summary>
    [Field("effect", 3, Presence = Presence.Always, Required = true)]
    public string Effect { get; init; } = "";

    /// <summary>When the taint was added; set for NoExecute.</summary>
    [Field("timeAdded", 4)]
    public DateTimeOffset? TimeAdded { get; init; }
}
