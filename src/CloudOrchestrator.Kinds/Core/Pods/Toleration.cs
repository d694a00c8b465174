namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Taints that a pod puts up with: those whose key, value and effect match.</summary>
[ApiType("io.k8s.api.core.v1.Toleration")]
public sealed record Toleration
{
    /// <summary>The taint's key; empty, with operator Exists, for all.</summary>
    [Field("key", 1, Presence = Presence.OmitEmpty)]
    public string? Key { get; init; }

    /// <summary>Equal (the default) compares the value; Exists matches any value.</summary>
    [Field("operator", 2, Presence = Presence.OmitEmpty)]
    public string? Operator { get; init; }

    /// <summary>The taint's value; empty with operator Exists.</summary>
    [Field("value", 3, Presence = Presence.OmitEmpty)]
    public string? Value { get; init; }

    /// <summary>NoSchedule, PreferNoSchedule or NoExecute; empty for all.</summary>
    [Field("effect", 4, Presence = Presence.OmitEmpty)]
    public string? Effect { get; init; }

    /// <summary>With effect NoExecute, how long the pod stays after the taint appears; for ever when unset.</summary>
    [Field("tolerationSeconds", 5)]
    public long? TolerationSeconds { get; init; }
}
