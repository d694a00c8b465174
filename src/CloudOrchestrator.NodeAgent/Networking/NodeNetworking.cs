using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.NodeAgent.Dns;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>
/// Everything that makes a node part of the cluster's network: pod addresses, the overlay between nodes, Services in the packet filter and cluster DNS.
/// It works in the network namespace of its process.
/// </summary>
public sealed class NodeNetworking
{
    private static readonly TimeSpan ContactPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirewallCheckInterval = TimeSpan.FromMinutes(1);

    private readonly NodeNetworkingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Informer<Service> _services;
    private readonly Informer<EndpointSlice> _slices;
    private readonly Informer<Node> _nodes;
    private readonly Informer<Pod> _pods;
    private readonly RouteSync _routes;
    private readonly VxlanOverlay _overlay = new();
    private readonly TaskCompletionSource<PodRange> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Prepares; nothing happens before <see cref="RunAsync"/>.</summary>
    /// <param name="options">The node and its cluster.</param>
    /// <param name="client">The API, for Services, EndpointSlices and Nodes.</param>
    /// <param name="pods">The pods bound to this node, for their host ports. The caller runs it.</param>
    /// <param name="packetFilter">The node's packet filter.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where failures that are retried are told.</param>
    public NodeNetworking(
        NodeNetworkingOptions options,
        IObjectClient client,
        Informer<Pod> pods,
        IPacketFilter packetFilter,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        (_options, _time, _pods) = (options, time, pods);
        _logger = loggers.CreateLogger<NodeNetworking>();
        _services = new(client, null, new ListQuery { AllowWatchBookmarks = true }, time);
        _slices = new(client, null, new ListQuery { LabelSelector = "kubernetes.io/service-name", AllowWatchBookmarks = true }, time);
        _nodes = new(client, null, new ListQuery { AllowWatchBookmarks = true }, time);
        _routes = new RouteSync(new RouteSources(_services, _slices, _nodes, pods), options, packetFilter);
        PodNetwork = new RoutedPodNetwork(_ready.Task);
    }

    /// <summary>The pods' network. Attaching waits until the node has its pod CIDR and the overlay stands.</summary>
    public IPodNetwork PodNetwork { get; }

    /// <summary>The cluster's Services, for whoever else on the node needs them.</summary>
    public Informer<Service> Services => _services;

    /// <summary>The cluster's Nodes, likewise.</summary>
    public Informer<Node> Nodes => _nodes;

    /// <summary>True when pods can be attached: the condition NetworkUnavailable=False and part of the node's Ready condition.</summary>
    public bool Ready => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Keeps the node's network as the cluster says until cancelled. What was set up stays: running pods keep their network.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] tasks =
        [
            _services.RunAsync(stop.Token),
            _slices.RunAsync(stop.Token),
            _nodes.RunAsync(stop.Token),
            Persistently("overlay", KeepOverlayAsync, stop.Token),
            Persistently("routes", KeepRoutesAsync, stop.Token),
            Persistently("host firewall", KeepFirewallAsync, stop.Token),
            Persistently("cluster DNS", ServeDnsAsync, stop.Token),
        ];
        try
        {
            await Task.WhenAny(tasks);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await Task.WhenAll(tasks);
    }

    private async Task KeepOverlayAsync(CancellationToken cancellationToken)
    {
        KernelSettings.Set([("ipv4/ip_forward", "1"), ("ipv4/conf/all/send_redirects", "0")]);
        var mtu = _options.UnderlayMtu ?? await Underlay.MtuAsync(_options.NodeAddress, cancellationToken);
        while (true)
        {
            var version = _nodes.Version;
            if (OverlayPlan.Of(_nodes.Items.Values, _options.NodeName, _options.NodeAddress, mtu) is { } plan)
            {
                await _overlay.ApplyAsync(plan, cancellationToken);
                if (_ready.TrySetResult(new PodRange(AddressRange.Parse(plan.OwnRange), plan.Mtu)))
                    _logger.LogInformation("pods get addresses of {Range}, MTU {Mtu}", plan.OwnRange, plan.Mtu);
            }

            await _nodes.ChangedAsync(version, cancellationToken);
        }
    }

    private async Task KeepRoutesAsync(CancellationToken cancellationToken)
    {
        // Until everything has been read once, the kernel keeps the rules of the process before us: better old routes than none.
        await Task.WhenAll(
            _services.SyncedAsync(cancellationToken),
            _slices.SyncedAsync(cancellationToken),
            _nodes.SyncedAsync(cancellationToken),
            _pods.SyncedAsync(cancellationToken));
        while (true)
        {
            var versions = _routes.Versions();
            await _routes.ApplyAsync(cancellationToken);
            await _routes.ChangedAsync(versions, cancellationToken);
        }
    }

    private async Task KeepFirewallAsync(CancellationToken cancellationToken)
    {
        // A Docker Engine may start, or be told to use iptables, at any time.
        var firewall = new ForwardingFirewall(_options.ClusterCidr);
        while (true)
        {
            await firewall.OpenAsync(cancellationToken);
            await Task.Delay(FirewallCheckInterval, _time, cancellationToken);
        }
    }

    private async Task ServeDnsAsync(CancellationToken cancellationToken)
    {
        await DnsAddress.EnsureAsync(_options.ClusterDnsAddress, cancellationToken);
        var resolvers = Resolvers.For(_options);
        var directory = new DnsDirectorySource(_services, _slices, _options);
        var forwarder = new DnsForwarder(resolvers, _time);
        await _services.SyncedAsync(cancellationToken);
        await _slices.SyncedAsync(cancellationToken);
        await new DnsServer(directory.Current, forwarder, _logger).RunAsync(_options.ClusterDnsAddress, DnsServer.StandardPort, cancellationToken);
    }

    /// <summary>A part that fails starts again: a full disk or a missing program must not take the node's network down.</summary>
    private async Task Persistently(string part, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        var delay = ContactPatience;
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = _time.GetTimestamp();
            try
            {
                await run(cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                delay = _time.GetElapsedTime(started) > TimeSpan.FromMinutes(1) ? ContactPatience : delay;
                _logger.LogWarning(failure, "the node's {Part} failed; next try in {Delay}", part, delay);
            }

            await Task.Delay(delay, _time, cancellationToken);
            delay = delay * 2 < TimeSpan.FromSeconds(30) ? delay * 2 : TimeSpan.FromSeconds(30);
        }
    }
}
