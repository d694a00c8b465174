namespace CloudOrchestrator.NodeAgent.Environment;

/// <summary>A container cannot be made from what its pod says; reported as CreateContainerConfigError and tried again.</summary>
public sealed class ContainerConfigException(string message) : Exception(message);
