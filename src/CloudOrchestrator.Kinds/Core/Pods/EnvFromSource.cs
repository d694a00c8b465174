namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.EnvFromSource")]
public sealed record EnvFromSource
{
    [Field("prefix", 1, Presence = Presence.OmitEmpty)]
    public string? Prefix { get; init; }

    [Field("configMapRef", 2)]
    public ConfigMapEnvSource? ConfigMapRef { get; init; }

    [Field("secretRef", 3)]
    public SecretEnvSource? SecretRef { get; init; }
}
