namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A directory that is empty when the pod comes to the node and lost when it leaves.</summary>
[ApiType("io.k8s.api.core.v1.EmptyDirVolumeSource")]
public sealed record EmptyDirVolumeSource
{
    /// <summary>Empty for the node's disk, Memory for a tmpfs, HugePages for huge pages.</summary>
    [Field("medium", 1, Presence = Presence.OmitEmpty)]
    public string? Medium { get; init; }

    /// <summary>Most space it may take; for Memory, the containers' memory limits count too.</summary>
    [Field("sizeLimit", 2)]
    public Quantity? SizeLimit { get; init; }
}
