namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.EnvVar")]
public sealed record EnvVar
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("value", 2, Presence = Presence.OmitEmpty)]
    public string? Value { get; init; }

    [Field("valueFrom", 3)]
    public EnvVarSource? ValueFrom { get; init; }
}
