using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.Simulation;

/// <summary>Where a cluster can be broken on purpose, to see whether the checks notice. Each replaces nothing by default.</summary>
public sealed record ClusterSeams
{
    /// <summary>The log as each process of the control plane sees it.</summary>
    public Func<IRevisionLog, IRevisionLog> Log { get; init; } = static log => log;

    /// <summary>The API as each server offers it to users and nodes, behind the network and the recorder.</summary>
    public Func<IObjectClient, IObjectClient> Server { get; init; } = static client => client;

    /// <summary>The API as the controllers and the scheduler use it.</summary>
    public Func<IObjectClient, IObjectClient> Controllers { get; init; } = static client => client;

    /// <summary>The container engine as each agent uses it.</summary>
    public Func<IContainerRuntime, IContainerRuntime> Runtime { get; init; } = static runtime => runtime;
}
