namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>A file to be in a volume.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="User">Its owner; null for root.</param>
public sealed record ProjectedFile(byte[] Content, UnixFileMode Mode, long? User = null);
