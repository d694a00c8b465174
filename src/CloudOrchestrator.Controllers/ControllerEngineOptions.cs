using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Controllers;

/// <summary>Settings of the controllers. The defaults are Kubernetes' own, except where the comment says so.</summary>
public sealed class ControllerEngineOptions
{
    /// <summary>PEM of the cluster's certificate authority, published in every namespace as ConfigMap <c>kube-root-ca.crt</c>.</summary>
    public required string CertificateAuthorityPem { get; init; }

    /// <summary>Addresses of pods; each node gets a part of it.</summary>
    public string ClusterCidr { get; init; } = "10.244.0.0/16";

    /// <summary>Prefix length of a node's part.</summary>
    public int NodeCidrMaskSize { get; init; } = 24;

    /// <summary>
    /// Time without a lease renewal after which a node is unreachable. Kubernetes takes 40 s; ours is 20 s, so that pods of a lost node run elsewhere within 60
    /// s.
    /// </summary>
    public TimeSpan NodeMonitorGracePeriod { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time that a node which has never renewed a lease may take to start.</summary>
    public TimeSpan NodeStartupGracePeriod { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Finished pods kept before the oldest are deleted.</summary>
    public int TerminatedPodThreshold { get; init; } = 12_500;

    /// <summary>How long an event is kept after it last occurred.</summary>
    public TimeSpan EventTimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Every object is looked at again this often, should a doorbell have been lost.</summary>
    public TimeSpan ResyncInterval { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Keys decided at the same time.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Controllers whose effects lie outside the cluster; they are woken and retried like the others.</summary>
    public IReadOnlyList<IExternalController> ExternalControllers { get; init; } = [];

    /// <summary>Told of every decision that failed with an exception and will be tried again; for the host's log.</summary>
    public Action<string, ObjectKey, Exception> OnFault { get; init; } = static (_, _, _) => { };
}
