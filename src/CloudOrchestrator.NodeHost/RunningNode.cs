using System.Net;
using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.NodeAgent.Images;
using CloudOrchestrator.NodeAgent.Maintenance;
using CloudOrchestrator.NodeAgent.Nodes;
using CloudOrchestrator.NodeAgent.Probes;
using CloudOrchestrator.NodeAgent.Recording;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Serving;
using CloudOrchestrator.NodeAgent.Volumes;
using CloudOrchestrator.NodeAgent.Workers;
using CloudOrchestrator.NodeHost.Azure;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Telemetry.Metrics;

namespace CloudOrchestrator.NodeHost;

/// <summary>Composes one node and runs it.</summary>
internal sealed class RunningNode(NodeHostOptions options, X509Certificate2 authority, TimeProvider time, ILoggerFactory loggers, MetricRegistry metrics)
{
    private const int AgentPort = 10250;
    private const int ConcurrentPulls = 3;
    private const string DefaultClusterDns = "10.96.0.10";

    private readonly ILogger _log = loggers.CreateLogger<RunningNode>();
    private readonly RandomIdSource _ids = new();
    private readonly KindRegistry _kinds = KindRegistry.BuiltIn();

    /// <summary>Runs until cancelled; containers stay as they are. Calls <paramref name="ready"/> with the agent's address when the node is ready.</summary>
    public async Task RunAsync(Action<string> ready, CancellationToken cancellationToken)
    {
        var address = options.Address ?? await NodeAddresses.TowardsAsync(options.Server, cancellationToken);
        var keys = Path.Combine(options.Data, "pki");
        var identity = new NodeCertificate(keys, "client", options.Name, address, authority, time, _ids);
        var serving = new NodeCertificate(keys, "serving", options.Name, address, authority, time, _ids);
        var clock = ApiConnection.Clock(time);
        var api = ApiConnection.AsNode(options, authority, identity, clock);
        var signals = new NodeSignals(options, api, clock, time, _log);
        var client = signals.Client;
        await new NodeJoin(options, authority, _kinds, time, _log).RunAsync(identity, serving, client, cancellationToken);

        var endpoint = options.Listen is { } listen ? IPEndPoint.Parse(listen)
            : new IPEndPoint(IPAddress.Parse(address), options.Simulated > 0 ? 0 : AgentPort);
        await using var server = AgentListener.Create(endpoint, serving, authority, loggers);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pods = new Informer<Pod>(client, null, new ListQuery { FieldSelector = $"spec.nodeName={options.Name}", AllowWatchBookmarks = true }, time);
        var clusterDns = options.ClusterDns ?? await FindClusterDnsAsync(client, cancellationToken);
        var parts = NodeParts.Create(options, address, clusterDns, client, pods, time, loggers);
        var runtime = new MeasuredRuntime(parts.Runtime, time);
        await using var objects = new ReferencedObjects(client, time);
        var events = new EventRecorder(client, options.Name, time, loggers.CreateLogger<EventRecorder>());
        var containers = new ContainerCache(runtime, new TerminationMessages(runtime), time, loggers.CreateLogger<ContainerCache>());
        using var images = new ImagePuller(runtime, events, time, ConcurrentPulls);
        using var probes = new ProbeRunner(runtime, podsAnswer: options.Simulated == 0);
        var context = new AgentContext
        {
            Node = new NodeFacts(options.Name, address, Quantity.FromUnits(parts.Machine.ProcessorCount),
                Quantity.FromBytes(parts.Machine.Memory().TotalBytes), options.PodsMax),
            Client = client,
            Runtime = runtime,
            Containers = containers,
            Network = parts.Network,
            Volumes = parts.VolumesFor(objects),
            Objects = objects,
            Images = images,
            Probes = probes,
            Hooks = new LifecycleHooks(probes, time),
            Events = events,
            Services = parts.Services,
            Time = time,
            PauseImage = options.PauseImage,
            ClusterDomain = options.ClusterDomain,
            PodTrace = () => signals.PodTrace,
            Log = loggers.CreateLogger<PodAgent>(),
        };
        new AgentEndpoints(context, pods, parts.Machine, () => PrometheusText.Write(metrics.Collect())).Map(server);
        await server.StartAsync(cancellationToken);
        var port = AgentListener.PortOf(server);
        var report = new NodeReportOptions
        {
            Name = options.Name,
            Address = address,
            AgentPort = port,
            PodsMax = options.PodsMax,
            Labels = options.Labels,
            ProviderId = options.Machine?.ProviderId,
            ReportInterval = signals.ReportInterval,
        };
        NodeReporter? reporter = null;
        reporter = new NodeReporter(report, parts.Machine, runtime, () => containers.Trouble ?? parts.NetworkTrouble(),
            signals.Heartbeats(() => reporter?.Uid), signals.FollowsItself ? parts.Nodes : null, client, time, loggers.CreateLogger<NodeReporter>());
        await RunPartsAsync(
            stop,
            [
                pods.RunAsync(stop.Token),
                containers.RunAsync(stop.Token),
                events.RunAsync(stop.Token),
                parts.RunAsync(stop.Token),
                new PodAgent(context, pods).RunAsync(stop.Token),
                reporter.RunAsync(stop.Token),
                identity.KeepFreshAsync(client, _log, stop.Token),
                serving.KeepFreshAsync(client, _log, stop.Token),
                signals.ListenAsync(stop.Token),
                WatchMaintenanceAsync(client, pods, events, stop.Token),
                options.Simulated == 0 ? new MemoryAtRest(time).RunAsync(stop.Token) : Task.CompletedTask,
                TellReadyAsync(reporter, () => ready($"https://{address}:{port}"), stop.Token),
            ]);
        await server.StopAsync(CancellationToken.None);
    }

    private Task WatchMaintenanceAsync(IObjectClient client, Informer<Pod> pods, EventRecorder events, CancellationToken cancellationToken)
    {
        if (options.Machine is not { } machine)
            return Task.CompletedTask;
        var notices = new ScheduledEvents(ImdsClient.At(options.Imds, time), machine.VmName);
        var watch = new MaintenanceWatch(notices, new NodeCordon(options.Name, client), new NodeDrain(pods, client, time, _log), events, time, _log);
        return watch.RunAsync(cancellationToken);
    }

    /// <summary>The first part that fails ends the node, and its failure is the node's; being told to stop is no failure.</summary>
    private static async Task RunPartsAsync(CancellationTokenSource stop, List<Task> parts)
    {
        var running = new List<Task>(parts);
        while (running.Count > 0)
        {
            var done = await Task.WhenAny(running);
            if (!done.IsCompletedSuccessfully)
                break;
            running.Remove(done);
        }
        await stop.CancelAsync();
        var all = Task.WhenAll(parts);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (all.Exception is { } failure)
            throw failure.Flatten().InnerExceptions[0];
    }

    private static async Task TellReadyAsync(NodeReporter reporter, Action tell, CancellationToken cancellationToken)
    {
        await reporter.ReadyAsync(cancellationToken);
        tell();
    }

    private static async Task<string> FindClusterDnsAsync(IObjectClient client, CancellationToken cancellationToken)
    {
        try
        {
            var service = await client.GetAsync<Service>("kube-system", "kube-dns", cancellationToken);
            return service.Value?.Spec?.ClusterIP is { Length: > 0 } address ? address : DefaultClusterDns;
        }
        catch (HttpRequestException)
        {
            // The server is away while this node starts again: pods must not wait for it.
            return DefaultClusterDns;
        }
    }
}
