namespace CloudOrchestrator.AzureTables;

/// <summary>What a shared access signature allows. An upsert needs <see cref="Add"/> and <see cref="Update"/>.</summary>
[Flags]
public enum TableSasPermissions
{
    /// <summary>Read and query.</summary>
    Read = 1,

    /// <summary>Insert.</summary>
    Add = 2,

    /// <summary>Change what is there.</summary>
    Update = 4,

    /// <summary>Delete.</summary>
    Delete = 8,
}
