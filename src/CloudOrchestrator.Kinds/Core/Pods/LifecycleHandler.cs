namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.LifecycleHandler")]
public sealed record LifecycleHandler
{
    [Field("exec", 1)]
    public ExecAction? Exec { get; init; }

    [Field("httpGet", 2)]
    public HTTPGetAction? HttpGet { get; init; }

    [Field("tcpSocket", 3)]
    public TCPSocketAction? TcpSocket { get; init; }

    [Field("sleep", 4)]
    public SleepAction? Sleep { get; init; }
}
