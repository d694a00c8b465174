namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>A port of a Service.</summary>
[ApiType("io.k8s.api.core.v1.ServicePort")]
public sealed record ServicePort
{
    /// <summary>Name of the port; required and unique when there are several.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    /// <summary>TCP (the default), UDP or SCTP.</summary>
    [Field("protocol", 2, Presence = Presence.OmitEmpty, Default = "\"TCP\"")]
    public string? Protocol { get; init; }

    /// <summary>Protocol spoken over the port, such as http or kubernetes.io/h2c; a hint for proxies.</summary>
    [Field("appProtocol", 6)]
    public string? AppProtocol { get; init; }

    /// <summary>The port of the Service's address.</summary>
    [Field("port", 3, Presence = Presence.Always, Required = true)]
    public int Port { get; init; }

    /// <summary>Port of the pods, by number or by the name it has in their containers; the same as port by default.</summary>
    [Field("targetPort", 4, Presence = Presence.Always)]
    public IntOrString? TargetPort { get; init; }

    /// <summary>Port opened on every node, for types NodePort and LoadBalancer; assigned when unset.</summary>
    [Field("nodePort", 5, Presence = Presence.OmitEmpty)]
    public int? NodePort { get; init; }
}
