namespace CloudOrchestrator.AzureTables;

/// <summary>Steps that a transaction may have.</summary>
public enum TableTransactionActionType
{
    /// <summary>Insert; fails when the entity exists.</summary>
    Add,

    /// <summary>Change the properties given; fails when the entity does not exist.</summary>
    UpdateMerge,

    /// <summary>Replace all properties; fails when the entity does not exist.</summary>
    UpdateReplace,

    /// <summary>Delete; fails when the entity does not exist.</summary>
    Delete,

    /// <summary>Insert, or change the properties given.</summary>
    UpsertMerge,

    /// <summary>Insert, or replace all properties.</summary>
    UpsertReplace,
}
