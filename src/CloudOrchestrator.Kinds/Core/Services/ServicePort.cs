namespace CloudOrchestrator.Kinds.Core.Services;

[ApiType("io.k8s.api.core.v1.ServicePort")]
public sealed record ServicePort
{
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    [Field("protocol", 2, Presence = Presence.OmitEmpty, Default = "\"TCP\"")]
    public string? Protocol { get; init; }

    [Field("appProtocol", 6)]
    public string? AppProtocol { get; init; }

    [Field("port", 3, Presence = Presence.Always, Required = true)]
    public int Port { get; init; }

    [Field("targetPort", 4, Presence = Presence.Always)]
    public IntOrString? TargetPort { get; init; }

    [Field("nodePort", 5, Presence = Presence.OmitEmpty)]
    public int? NodePort { get; init; }
}
