using CloudOrchestrator.Routing;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>The node's packet filter.</summary>
public interface IPacketFilter
{
    /// <summary>Makes the kernel's rules those of <paramref name="rules"/>, atomically: either all of the change takes effect or none.</summary>
    Task ApplyAsync(RuleSet rules, CancellationToken cancellationToken);

    /// <summary>Removes everything this filter ever installed.</summary>
    Task ClearAsync(CancellationToken cancellationToken);
}
