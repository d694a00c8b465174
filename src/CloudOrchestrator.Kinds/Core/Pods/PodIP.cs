namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PodIP")]
public sealed record PodIP
{
    [Field("ip", 1, Presence = Presence.Always, Required = true)]
    public string Ip { get; init; } = "";
}
