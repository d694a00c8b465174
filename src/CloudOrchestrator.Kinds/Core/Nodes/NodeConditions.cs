namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>What a node's conditions say.</summary>
public static class NodeConditions
{
    /// <summary>True when condition <c>Ready</c> is true.</summary>
    public static bool IsReady(Node node)
    {
        foreach (var condition in node.Status?.Conditions ?? [])
        {
            if (condition is { Type: "Ready", Status: "True" })
                return true;
        }

        return false;
    }
}
