namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.VolumeMountStatus")]
public sealed record VolumeMountStatus
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("mountPath", 2, Presence = Presence.Always, Required = true)]
    public string MountPath { get; init; } = "";

    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    [Field("recursiveReadOnly", 4)]
    public string? RecursiveReadOnly { get; init; }
}
