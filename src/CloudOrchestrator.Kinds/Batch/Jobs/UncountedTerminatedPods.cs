namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Uids of pods that have ended and are in no counter yet.</summary>
[ApiType("io.k8s.api.batch.v1.UncountedTerminatedPods")]
public sealed record UncountedTerminatedPods
{
    /// <summary>Pods that have succeeded.</summary>
    [Field("succeeded", 1, Presence = Presence.OmitEmpty, ListType = ListType.Set)]
    public IReadOnlyList<string>? Succeeded { get; init; }

    /// <summary>Pods that have failed.</summary>
    [Field("failed", 2, Presence = Presence.OmitEmpty, ListType = ListType.Set)]
    public IReadOnlyList<string>? Failed { get; init; }
}
