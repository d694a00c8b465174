namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.SleepAction")]
public sealed record SleepAction
{
    [Field("seconds", 1, Presence = Presence.Always, Required = true)]
    public long Seconds { get; init; }
}
