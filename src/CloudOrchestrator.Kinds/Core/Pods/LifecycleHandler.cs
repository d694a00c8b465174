namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>What a lifecycle hook does; exactly one member is set.</summary>
[ApiType("io.k8s.api.core.v1.LifecycleHandler")]
public sealed record LifecycleHandler
{
    /// <summary>Run a command in the container.</summary>
    [Field("exec", 1)]
    public ExecAction? Exec { get; init; }

    /// <summary>Send an HTTP request.</summary>
    [Field("httpGet", 2)]
    public HTTPGetAction? HttpGet { get; init; }

    /// <summary>Not supported; kept for compatibility.</summary>
    [Field("tcpSocket", 3)]
    public TCPSocketAction? TcpSocket { get; init; }

    /// <summary>Wait.</summary>
    [Field("sleep", 4)]
    public SleepAction? Sleep { get; init; }
}
