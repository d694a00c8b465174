namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.VolumeMount")]
public sealed record VolumeMount
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("readOnly", 2, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    [Field("recursiveReadOnly", 7)]
    public string? RecursiveReadOnly { get; init; }

    [Field("mountPath", 3, Presence = Presence.Always, Required = true)]
    public string MountPath { get; init; } = "";

    [Field("subPath", 4, Presence = Presence.OmitEmpty)]
    public string? SubPath { get; init; }

    [Field("mountPropagation", 5)]
    public string? MountPropagation { get; init; }

    [Field("subPathExpr", 6, Presence = Presence.OmitEmpty)]
    public string? SubPathExpr { get; init; }
}
