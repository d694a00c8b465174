using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>How a pretend engine behaves.</summary>
public sealed record PretendRuntimeOptions
{
    /// <summary>How long the start of a container takes.</summary>
    public TimeSpan StartDelay { get; init; }

    /// <summary>How long a pull takes.</summary>
    public TimeSpan PullDelay { get; init; }

    /// <summary>How a container lives, by its configuration.</summary>
    public Func<ContainerConfig, PretendBehavior> Behavior { get; init; } = _ => PretendBehavior.Forever;

    /// <summary>Which images its registry has; a pull of any other fails.</summary>
    public Func<string, bool> HasImage { get; init; } = _ => true;

    /// <summary>Told of every change of a container at the moment it happens.</summary>
    public Action<RuntimeEventType, RuntimeContainer> Changed { get; init; } = static (_, _) => { };
}
