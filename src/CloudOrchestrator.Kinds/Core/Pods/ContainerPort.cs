namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A port that a container listens on.</summary>
[ApiType("io.k8s.api.core.v1.ContainerPort")]
public sealed record ContainerPort
{
    /// <summary>Name of the port, unique in the pod; Services can refer to it.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    /// <summary>Port of the node to open for this one. Most containers do not need it.</summary>
    [Field("hostPort", 2, Presence = Presence.OmitEmpty)]
    public int? HostPort { get; init; }

    /// <summary>Port of the container's address, 1 to 65535.</summary>
    [Field("containerPort", 3, Presence = Presence.Always, Required = true)]
    public int ContainerPortValue { get; init; }

    /// <summary>TCP (the default), UDP or SCTP.</summary>
    [Field("protocol", 4, Presence = Presence.OmitEmpty, Default = "\"TCP\"")]
    public string? Protocol { get; init; }

    /// <summary>Address of the node to bind the host port to.</summary>
    [Field("hostIP", 5, Presence = Presence.OmitEmpty)]
    public string? HostIP { get; init; }
}
