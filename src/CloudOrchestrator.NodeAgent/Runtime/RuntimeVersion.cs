namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>A container engine's name and version, as <c>nodeInfo.containerRuntimeVersion</c> joins them.</summary>
public sealed record RuntimeVersion(string Name, string Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}://{Version}";
}
