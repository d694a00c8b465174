namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>A volume cannot be made; reported as FailedMount and tried again.</summary>
public sealed class VolumeException(string message) : Exception(message);
