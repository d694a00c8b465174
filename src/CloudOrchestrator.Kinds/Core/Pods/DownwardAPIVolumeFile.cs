namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A file with a field of the pod.</summary>
[ApiType("io.k8s.api.core.v1.DownwardAPIVolumeFile")]
public sealed record DownwardAPIVolumeFile
{
    /// <summary>Name of the file, relative to the volume; cannot lead out of it.</summary>
    [Field("path", 1, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";

    /// <summary>Field of the pod: its annotations, labels, name, namespace or uid.</summary>
    [Field("fieldRef", 2)]
    public ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>Resource limit or request of a container.</summary>
    [Field("resourceFieldRef", 3)]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    /// <summary>Permissions of the file; the volume's defaultMode by default.</summary>
    [Field("mode", 4)]
    public int? Mode { get; init; }
}
