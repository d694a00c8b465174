namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Waits.</summary>
[ApiType("io.k8s.api.core.v1.SleepAction")]
public sealed record SleepAction
{
    /// <summary>How long.</summary>
    [Field("seconds", 1, Presence = Presence.Always, Required = true)]
    public long Seconds { get; init; }
}
