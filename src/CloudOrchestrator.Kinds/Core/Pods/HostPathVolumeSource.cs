namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A file or directory of the node itself. Reaches past the pod's isolation.</summary>
[ApiType("io.k8s.api.core.v1.HostPathVolumeSource")]
public sealed record HostPathVolumeSource
{
    /// <summary>Path on the node; symbolic links are followed.</summary>
    [Field("path", 1, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";

    /// <summary>What must be at the path: empty for no check, DirectoryOrCreate, Directory, FileOrCreate, File, Socket, CharDevice or BlockDevice.</summary>
    [Field("type", 2, Default = "\"\"")]
    public string? Type { get; init; }
}
