namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An entry of a Secret.</summary>
[ApiType("io.k8s.api.core.v1.SecretKeySelector", Atomic = true)]
public sealed record SecretKeySelector
{
    /// <summary>Name of the Secret.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? Name { get; init; }

    /// <summary>Key of the entry.</summary>
    [Field("key", 2, Presence = Presence.Always, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>Go on when the Secret or the entry does not exist.</summary>
    [Field("optional", 3)]
    public bool? Optional { get; init; }
}
