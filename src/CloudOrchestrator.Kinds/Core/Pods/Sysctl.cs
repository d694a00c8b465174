namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A kernel parameter.</summary>
[ApiType("io.k8s.api.core.v1.Sysctl")]
public sealed record Sysctl
{
    /// <summary>Name of the parameter.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Its value.</summary>
    [Field("value", 2, Presence = Presence.Always, Required = true)]
    public string Value { get; init; } = "";
}
