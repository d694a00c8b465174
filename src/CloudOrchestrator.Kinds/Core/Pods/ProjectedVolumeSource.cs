namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A directory with files from several sources.</summary>
[ApiType("io.k8s.api.core.v1.ProjectedVolumeSource")]
public sealed record ProjectedVolumeSource
{
    /// <summary>The sources.</summary>
    [Field("sources", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<VolumeProjection> Sources { get; init; } = [];

    /// <summary>Permissions of the files, between 0 and 0777; 0644 by default.</summary>
    [Field("defaultMode", 2, Default = "420")]
    public int? DefaultMode { get; init; }
}
