using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.NodeAgent.Images;
using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.NodeAgent.Probes;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Volumes;
using CloudOrchestrator.NodeAgent.Workers;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudOrchestrator.Testing.Agents;

/// <summary>The pods' part of a node agent over an API in memory.</summary>
public sealed class RunningAgent : IAsyncDisposable
{
    /// <summary>The node's name.</summary>
    public const string NodeName = "node-1";

    private readonly CancellationTokenSource _stop = new();
    private readonly ReferencedObjects _objects;
    private readonly ImagePuller _images;
    private readonly ProbeRunner _probes;
    private readonly Task[] _parts;

    /// <summary>Starts an agent.</summary>
    public RunningAgent(MemoryObjectClient client, IContainerRuntime runtime, IPodNetwork network, Func<ReferencedObjects, IPodVolumes> volumes,
        TimeProvider time)
    {
        Client = client;
        Pods = new Informer<Pod>(client, null, new ListQuery { FieldSelector = $"spec.nodeName={NodeName}" }, time);
        var services = new Informer<Service>(client, null, new ListQuery(), time);
        _objects = new ReferencedObjects(client, time);
        _images = new ImagePuller(runtime, Events, time, concurrentPulls: 2);
        _probes = new ProbeRunner(runtime);
        Containers = new ContainerCache(runtime, new TerminationMessages(runtime), time, NullLogger<ContainerCache>.Instance);
        Context = new AgentContext
        {
            Node = new NodeFacts(NodeName, "10.0.0.1", Quantity.FromUnits(4), Quantity.FromBytes(8L << 30), 110),
            Client = client,
            Runtime = runtime,
            Containers = Containers,
            Network = network,
            Volumes = volumes(_objects),
            Objects = _objects,
            Images = _images,
            Probes = _probes,
            Hooks = new LifecycleHooks(_probes, time),
            Events = Events,
            Services = services,
            Time = time,
            PauseImage = "cloudorchestrator/pause:test",
            ClusterDomain = "cluster.local",
            Log = NullLogger.Instance,
        };
        Agent = new PodAgent(Context, Pods);
        _parts = [Pods.RunAsync(_stop.Token), services.RunAsync(_stop.Token), Containers.RunAsync(_stop.Token), Agent.RunAsync(_stop.Token)];
    }

    /// <summary>The API.</summary>
    public MemoryObjectClient Client { get; }

    /// <summary>What the agent runs pods with.</summary>
    public AgentContext Context { get; }

    /// <summary>The agent's pods.</summary>
    public Informer<Pod> Pods { get; }

    /// <summary>The agent's containers.</summary>
    public ContainerCache Containers { get; }

    /// <summary>The agent.</summary>
    public PodAgent Agent { get; }

    /// <summary>The events it recorded.</summary>
    public RecordedEvents Events { get; } = new();

    /// <summary>A pod bound to the node.</summary>
    public static Pod Pod(string name, params Container[] containers) => new()
    {
        Kind = "Pod",
        ApiVersion = "v1",
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = new PodSpec { NodeName = NodeName, RestartPolicy = "Always", TerminationGracePeriodSeconds = 1, Containers = containers },
    };

    /// <summary>Creates a pod.</summary>
    public async Task<Pod> CreateAsync(Pod pod) => (await Client.CreateAsync(pod, null, CancellationToken.None)).Require();

    /// <summary>Waits until a pod is as wanted. Fails with what it is instead when that takes too long.</summary>
    public async Task<Pod> UntilAsync(string name, Func<Pod, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var version = Pods.Version;
            if (Pods.Items.TryGetValue(new ObjectKey("default", name), out var pod) && wanted(pod))
                return pod;
            var failed = _parts.FirstOrDefault(part => part.IsFaulted);
            if (failed is not null)
                await failed;
            try
            {
                await Pods.ChangedAsync(version, limit.Token);
            }
            catch (OperationCanceledException)
            {
                var status = pod is null ? "nothing" : System.Text.Encoding.UTF8.GetString(ObjectJson.Serialize(pod.Status));
                throw new TimeoutException($"{name} has not become as wanted; it is {status}; events: {string.Join("; ", Events.All)}");
            }
        }
    }

    /// <summary>Waits until a pod is gone.</summary>
    public async Task UntilGoneAsync(string name)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var version = Pods.Version;
            if (!Pods.Items.ContainsKey(new ObjectKey("default", name)))
                return;
            await Pods.ChangedAsync(version, limit.Token);
        }
    }

    /// <summary>Stops the agent; containers stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _objects.DisposeAsync();
        _images.Dispose();
        _probes.Dispose();
        _stop.Dispose();
    }
}
