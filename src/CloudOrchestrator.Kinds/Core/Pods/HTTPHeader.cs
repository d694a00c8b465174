namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A header of an HTTP request.</summary>
[ApiType("io.k8s.api.core.v1.HTTPHeader")]
public sealed record HTTPHeader
{
    /// <summary>Name of the header.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Its value.</summary>
    [Field("value", 2, Presence = Presence.Always, Required = true)]
    public string Value { get; init; } = "";
}
