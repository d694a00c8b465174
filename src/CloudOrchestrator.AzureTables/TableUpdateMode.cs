namespace CloudOrchestrator.AzureTables;

/// <summary>What an update does with properties it does not name.</summary>
public enum TableUpdateMode
{
    /// <summary>Keeps them.</summary>
    Merge,

    /// <summary>Removes them.</summary>
    Replace,
}
