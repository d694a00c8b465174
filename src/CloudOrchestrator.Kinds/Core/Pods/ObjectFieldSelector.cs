namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ObjectFieldSelector", Atomic = true)]
public sealed record ObjectFieldSelector
{
    [Field("apiVersion", 1, Presence = Presence.OmitEmpty, Default = "\"v1\"")]
    public string? ApiVersion { get; init; }

    [Field("fieldPath", 2, Presence = Presence.Always, Required = true)]
    public string FieldPath { get; init; } = "";
}
