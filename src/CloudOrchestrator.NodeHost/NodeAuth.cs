namespace CloudOrchestrator.NodeHost;

/// <summary>How a node shows the API server who it is.</summary>
internal enum NodeAuth
{
    Certificate,
    Token,
}
