namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ContainerPort")]
public sealed record ContainerPort
{
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    [Field("hostPort", 2, Presence = Presence.OmitEmpty)]
    public int? HostPort { get; init; }

    [Field("containerPort", 3, Presence = Presence.Always, Required = true)]
    public int ContainerPortValue { get; init; }

    [Field("protocol", 4, Presence = Presence.OmitEmpty, Default = "\"TCP\"")]
    public string? Protocol { get; init; }

    [Field("hostIP", 5, Presence = Presence.OmitEmpty)]
    public string? HostIP { get; init; }
}
