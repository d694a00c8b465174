namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.HTTPHeader")]
public sealed record HTTPHeader
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("value", 2, Presence = Presence.Always, Required = true)]
    public string Value { get; init; } = "";
}
