namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.Probe")]
public sealed record Probe
{
    [Field("exec", 1, Inside = 1)]
    public ExecAction? Exec { get; init; }

    [Field("httpGet", 2, Inside = 1)]
    public HTTPGetAction? HttpGet { get; init; }

    [Field("tcpSocket", 3, Inside = 1)]
    public TCPSocketAction? TcpSocket { get; init; }

    [Field("grpc", 4, Inside = 1)]
    public GRPCAction? Grpc { get; init; }

    [Field("initialDelaySeconds", 2, Presence = Presence.OmitEmpty)]
    public int? InitialDelaySeconds { get; init; }

    [Field("timeoutSeconds", 3, Presence = Presence.OmitEmpty, Default = "1")]
    public int? TimeoutSeconds { get; init; }

    [Field("periodSeconds", 4, Presence = Presence.OmitEmpty, Default = "10")]
    public int? PeriodSeconds { get; init; }

    [Field("successThreshold", 5, Presence = Presence.OmitEmpty, Default = "1")]
    public int? SuccessThreshold { get; init; }

    [Field("failureThreshold", 6, Presence = Presence.OmitEmpty, Default = "3")]
    public int? FailureThreshold { get; init; }

    [Field("terminationGracePeriodSeconds", 7)]
    public long? TerminationGracePeriodSeconds { get; init; }
}
