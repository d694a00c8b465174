namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.GitRepoVolumeSource")]
public sealed record GitRepoVolumeSource
{
    [Field("repository", 1, Presence = Presence.Always, Required = true)]
    public string Repository { get; init; } = "";

    [Field("revision", 2, Presence = Presence.OmitEmpty)]
    public string? Revision { get; init; }

    [Field("directory", 3, Presence = Presence.OmitEmpty)]
    public string? Directory { get; init; }
}
