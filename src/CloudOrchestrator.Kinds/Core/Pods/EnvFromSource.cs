namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A source whose entries all become environment variables.</summary>
[ApiType("io.k8s.api.core.v1.EnvFromSource")]
public sealed record EnvFromSource
{
    /// <summary>Put in front of each entry's key.</summary>
    [Field("prefix", 1, Presence = Presence.OmitEmpty)]
    public string? Prefix { get; init; }

    /// <summary>The ConfigMap with the entries.</summary>
    [Field("configMapRef", 2)]
    public ConfigMapEnvSource? ConfigMapRef { get; init; }

    /// <summary>The Secret with the entries.</summary>
    [Field("secretRef", 3)]
    public SecretEnvSource? SecretRef { get; init; }
}
