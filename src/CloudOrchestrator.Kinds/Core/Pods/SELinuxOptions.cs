namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An SELinux label.</summary>
[ApiType("io.k8s.api.core.v1.SELinuxOptions")]
public sealed record SELinuxOptions
{
    /// <summary>User part of the label.</summary>
    [Field("user", 1, Presence = Presence.OmitEmpty)]
    public string? User { get; init; }

    /// <summary>Role part of the label.</summary>
    [Field("role", 2, Presence = Presence.OmitEmpty)]
    public string? Role { get; init; }

    /// <summary>Type part of the label.</summary>
    [Field("type", 3, Presence = Presence.OmitEmpty)]
    public string? Type { get; init; }

    /// <summary>Level part of the label.</summary>
    [Field("level", 4, Presence = Presence.OmitEmpty)]
    public string? Level { get; init; }
}
