namespace CloudOrchestrator.NodeHost;

/// <summary>How a node learns of changes.</summary>
internal enum NodeEvents
{
    Watch,
    Doorbell,
}
