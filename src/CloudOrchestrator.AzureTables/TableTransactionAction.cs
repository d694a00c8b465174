using Azure;

namespace CloudOrchestrator.AzureTables;

/// <summary>One step of a transaction.</summary>
public sealed class TableTransactionAction
{
    /// <summary>A step without condition: deletes and updates then demand only that the entity exists.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, TableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>A step; updates and deletes demand the ETag when one is given.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, TableEntity entity, ETag etag)
    {
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>What to do.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>The entity; for a delete only its keys count.</summary>
    public TableEntity Entity { get; }

    /// <summary>The version demanded; default means any.</summary>
    public ETag ETag { get; }
}
