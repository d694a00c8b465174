namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Fields of the pod that become files.</summary>
[ApiType("io.k8s.api.core.v1.DownwardAPIVolumeSource")]
public sealed record DownwardAPIVolumeSource
{
    /// <summary>The files.</summary>
    [Field("items", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<DownwardAPIVolumeFile>? Items { get; init; }

    /// <summary>Permissions of the files, between 0 and 0777; 0644 by default.</summary>
    [Field("defaultMode", 2, Default = "420")]
    public int? DefaultMode { get; init; }
}
