namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.HostAlias")]
public sealed record HostAlias
{
    [Field("ip", 1, Presence = Presence.Always, Required = true)]
    public string Ip { get; init; } = "";

    [Field("hostnames", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Hostnames { get; init; }
}
