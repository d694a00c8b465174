namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks a container from time to time, in one of four ways.</summary>
[ApiType("io.k8s.api.core.v1.Probe")]
public sealed record Probe
{
    /// <summary>Run a command in the container.</summary>
    [Field("exec", 1, Inside = 1)]
    public ExecAction? Exec { get; init; }

    /// <summary>Send an HTTP request.</summary>
    [Field("httpGet", 2, Inside = 1)]
    public HTTPGetAction? HttpGet { get; init; }

    /// <summary>Open a TCP connection.</summary>
    [Field("tcpSocket", 3, Inside = 1)]
    public TCPSocketAction? TcpSocket { get; init; }

    /// <summary>Ask a gRPC health service.</summary>
    [Field("grpc", 4, Inside = 1)]
    public GRPCAction? Grpc { get; init; }

    /// <summary>Time after the start of the container before the first check.</summary>
    [Field("initialDelaySeconds", 2, Presence = Presence.OmitEmpty)]
    public int? InitialDelaySeconds { get; init; }

    /// <summary>Time after which a check counts as failed; 1 by default.</summary>
    [Field("timeoutSeconds", 3, Presence = Presence.OmitEmpty, Default = "1")]
    public int? TimeoutSeconds { get; init; }

    /// <summary>Time between checks; 10 by default.</summary>
    [Field("periodSeconds", 4, Presence = Presence.OmitEmpty, Default = "10")]
    public int? PeriodSeconds { get; init; }

    /// <summary>How many checks in a row must succeed after a failure; 1 by default, and always 1 for liveness and startup.</summary>
    [Field("successThreshold", 5, Presence = Presence.OmitEmpty, Default = "1")]
    public int? SuccessThreshold { get; init; }

    /// <summary>How many checks in a row must fail after a success; 3 by default.</summary>
    [Field("failureThreshold", 6, Presence = Presence.OmitEmpty, Default = "3")]
    public int? FailureThreshold { get; init; }

    /// <summary>Grace period instead of the pod's when this probe stops the container; not for readiness.</summary>
    [Field("terminationGracePeriodSeconds", 7)]
    public long? TerminationGracePeriodSeconds { get; init; }
}
