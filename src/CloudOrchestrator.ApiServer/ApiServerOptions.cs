using System.Net;
using CloudOrchestrator.ApiServer.Nodes;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.ApiServer.Streaming;

namespace CloudOrchestrator.ApiServer;

/// <summary>Settings of the API server. The defaults are Kubernetes' own.</summary>
public sealed class ApiServerOptions
{
    /// <summary>Directory for the audit log; null keeps none.</summary>
    public string? AuditDirectory { get; init; }

    /// <summary>Addresses of Services. The first address is the API server's own Service.</summary>
    public IPNetwork ServiceCidr { get; init; } = new(IPAddress.Parse("10.96.0.0"), 16);

    /// <summary>Lowest node port.</summary>
    public int NodePortMin { get; init; } = 30000;

    /// <summary>Highest node port.</summary>
    public int NodePortMax { get; init; } = 32767;

    /// <summary>Address at which pods and nodes reach this server.</summary>
    public IPAddress AdvertiseAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Port at which pods and nodes reach this server.</summary>
    public int AdvertisePort { get; init; } = 6443;

    /// <summary>Issuer of service account tokens, and their audience unless one is asked for.</summary>
    public string ServiceAccountIssuer { get; init; } = "https://kubernetes.default.svc.cluster.local";

    /// <summary>Largest request body.</summary>
    public int BodyBytesMax { get; init; } = 3 * 1024 * 1024;

    /// <summary>Largest object that can be stored, as JSON.</summary>
    public int ObjectBytesMax { get; init; } = 1536 * 1024;

    /// <summary>Requests that read, served at once; more are refused with 429.</summary>
    public int ReadsInFlightMax { get; init; } = 400;

    /// <summary>Requests that write, served at once; more are refused with 429.</summary>
    public int WritesInFlightMax { get; init; } = 200;

    /// <summary>Watches and streams open at once; more are refused with 429. Kubernetes has no such limit: this one bounds what they can take of the memory.</summary>
    public int LongRunningMax { get; init; } = 20_000;

    /// <summary>
    /// Time a watcher may take nothing while there is something to send; then its connection is ended, as Kubernetes ends watchers that do not keep up. It can
    /// go on from the last revision it has seen.
    /// </summary>
    public TimeSpan WatchStallMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time after which a request that is no watch and no stream fails with 504.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Shortest time a watch lasts when the client names none; it lasts up to twice that.</summary>
    public TimeSpan WatchTimeoutMin { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest time a watch may last, whatever the client asks for; null for no limit. Watches end up to a tenth earlier, so that they do not all end together.</summary>
    public TimeSpan? WatchTimeoutMax { get; init; }

    /// <summary>True to send a bookmark as soon as a watch that allows them has caught up, so that clients that only fetch what is new know when to hang up.</summary>
    public bool BookmarkWhenCaughtUp { get; init; }

    /// <summary>Time between bookmarks of a watch.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Set where connections end early or cannot be upgraded: what then happens to exec, attach, port-forward, proxies and logs. Null serves them without limit.</summary>
    public StreamingLimits? StreamingLimits { get; init; }

    /// <summary>URL at which clients reach this server, where that is not <see cref="AdvertiseAddress"/>; null for the address and port.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Where the lines of the audit log go instead of <see cref="AuditDirectory"/>; null for the directory.</summary>
    public TextWriter? AuditWriter { get; init; }

    /// <summary>Grants nodes what they use past this API; null where nodes need nothing but the API.</summary>
    public INodeAccess? NodeAccess { get; init; }

    /// <summary>Identities of a cloud that stand in for a bootstrap token; null for none.</summary>
    public IBootstrapIdentities? BootstrapIdentities { get; init; }

    /// <summary>
    /// Tells failures that pass by themselves (storage throttled or gone for a while) from faults: the time after which to try again, null for a fault. The
    /// request is then answered with 503 and Retry-After. Knows <see cref="StorageUnavailableException"/> by default.
    /// </summary>
    public Func<Exception, TimeSpan?> RetryAfter { get; init; } = static exception => (exception as StorageUnavailableException)?.RetryAfter;

    /// <summary>What <c>/metrics</c> answers, in Prometheus' text format; null serves none.</summary>
    public Func<string>? Metrics { get; init; }

    /// <summary>What the control plane has cost so far, as JSON; null where nothing is counted.</summary>
    public Func<CancellationToken, Task<JsonObject>>? Bill { get; init; }

    /// <summary>Told of every failure of the server itself; for the host's log.</summary>
    public Action<string, Exception> OnFault { get; init; } = static (_, _) => { };
}
