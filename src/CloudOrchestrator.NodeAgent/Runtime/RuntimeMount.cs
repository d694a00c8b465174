namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>A file or directory of the node that a container sees.</summary>
/// <param name="Source">Path on the node.</param>
/// <param name="Target">Path in the container.</param>
/// <param name="ReadOnly">The container cannot write.</param>
/// <param name="Propagation"><c>rprivate</c>, <c>rslave</c> or <c>rshared</c>.</param>
public sealed record RuntimeMount(string Source, string Target, bool ReadOnly, string Propagation = "rprivate");
