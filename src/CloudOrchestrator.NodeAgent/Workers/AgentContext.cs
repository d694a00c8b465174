using CloudOrchestrator.NodeAgent.Images;
using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.NodeAgent.Probes;
using CloudOrchestrator.NodeAgent.Recording;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Volumes;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>All that the pods of a node are run with.</summary>
public sealed record AgentContext
{
    /// <summary>The node.</summary>
    public required NodeFacts Node { get; init; }

    /// <summary>The API.</summary>
    public required IObjectClient Client { get; init; }

    /// <summary>The engine.</summary>
    public required IContainerRuntime Runtime { get; init; }

    /// <summary>The engine's containers as last seen.</summary>
    public required ContainerCache Containers { get; init; }

    /// <summary>The pods' network.</summary>
    public required IPodNetwork Network { get; init; }

    /// <summary>The pods' files.</summary>
    public required IPodVolumes Volumes { get; init; }

    /// <summary>The ConfigMaps and Secrets the pods refer to.</summary>
    public required ReferencedObjects Objects { get; init; }

    /// <summary>Gets images.</summary>
    public required ImagePuller Images { get; init; }

    /// <summary>Tries probes.</summary>
    public required ProbeRunner Probes { get; init; }

    /// <summary>Runs hooks.</summary>
    public required LifecycleHooks Hooks { get; init; }

    /// <summary>Where events are recorded.</summary>
    public required IEventRecorder Events { get; init; }

    /// <summary>The cluster's Services, for the variables that tell of them.</summary>
    public required Informer<Service> Services { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The pause image.</summary>
    public required string PauseImage { get; init; }

    /// <summary>The cluster's domain.</summary>
    public required string ClusterDomain { get; init; }

    /// <summary>The W3C trace context of what last told of changed pods; null when that is not known.</summary>
    public Func<string?> PodTrace { get; init; } = static () => null;

    /// <summary>Where failures that are retried are told.</summary>
    public required ILogger Log { get; init; }
}
