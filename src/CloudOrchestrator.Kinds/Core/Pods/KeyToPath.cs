namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Which entry of a ConfigMap or Secret goes into which file.</summary>
[ApiType("io.k8s.api.core.v1.KeyToPath")]
public sealed record KeyToPath
{
    /// <summary>Key of the entry.</summary>
    [Field("key", 1, Presence = Presence.Always, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>Name of the file, relative to the volume; cannot lead out of it.</summary>
    [Field("path", 2, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";

    /// <summary>Permissions of the file; the volume's defaultMode by default.</summary>
    [Field("mode", 3)]
    public int? Mode { get; init; }
}
