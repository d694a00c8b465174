namespace CloudOrchestrator.Kinds.Core.ComponentStatuses;

/// <summary>One aspect of a component's health.</summary>
[ApiType("io.k8s.api.core.v1.ComponentCondition")]
public sealed record ComponentCondition
{
    /// <summary>Which aspect; only Healthy is in use.</summary>
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True when healthy, False when not, Unknown when it cannot be told.</summary>
    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>What the component answered.</summary>
    [Field("message", 3, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    /// <summary>The error's code.</summary>
    [Field("error", 4, Presence = Presence.OmitEmpty)]
    public string? Error { get; init; }
}
