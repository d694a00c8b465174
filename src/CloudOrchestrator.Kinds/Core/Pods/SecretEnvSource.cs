namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A Secret whose entries become environment variables.</summary>
[ApiType("io.k8s.api.core.v1.SecretEnvSource")]
public sealed record SecretEnvSource
{
    /// <summary>Name of the Secret.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? Name { get; init; }

    /// <summary>Go on when the Secret does not exist.</summary>
    [Field("optional", 2)]
    public bool? Optional { get; init; }
}
