namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A clone of a Git repository. Deprecated: clone in an init container into an emptyDir.</summary>
[ApiType("io.k8s.api.core.v1.GitRepoVolumeSource")]
public sealed record GitRepoVolumeSource
{
    /// <summary>URL of the repository.</summary>
    [Field("repository", 1, Presence = Presence.Always, Required = true)]
    public string Repository { get; init; } = "";

    /// <summary>Commit to check out.</summary>
    [Field("revision", 2, Presence = Presence.OmitEmpty)]
    public string? Revision { get; init; }

    /// <summary>Directory to clone into, within the volume; . for the volume itself.</summary>
    [Field("directory", 3, Presence = Presence.OmitEmpty)]
    public string? Directory { get; init; }
}
