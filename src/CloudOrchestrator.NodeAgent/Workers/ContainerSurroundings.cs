using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>What a container finds around it.</summary>
/// <param name="Environment">Its variables.</param>
/// <param name="Mounts">Its files.</param>
/// <param name="TerminationMessageFile">The file on the node behind its termination message.</param>
/// <param name="NodeMemoryBytes">The node's memory.</param>
public sealed record ContainerSurroundings(
    IReadOnlyList<KeyValuePair<string, string>> Environment, IReadOnlyList<RuntimeMount> Mounts, string TerminationMessageFile, long NodeMemoryBytes);
