namespace CloudOrchestrator.AzureTables;

/// <summary>Error codes of the Table service, as <see cref="Azure.RequestFailedException.ErrorCode"/> carries them.</summary>
/// <param name="Value">The code as sent.</param>
public readonly record struct TableErrorCode(string? Value)
{
    /// <summary>The entity to insert is there already.</summary>
    public static TableErrorCode EntityAlreadyExists { get; } = new("EntityAlreadyExists");

    /// <summary>The entity is not there.</summary>
    public static TableErrorCode EntityNotFound { get; } = new("EntityNotFound");

    /// <summary>The entity or table is not there.</summary>
    public static TableErrorCode ResourceNotFound { get; } = new("ResourceNotFound");

    /// <summary>The table is not there.</summary>
    public static TableErrorCode TableNotFound { get; } = new("TableNotFound");

    /// <summary>The table to create is there already.</summary>
    public static TableErrorCode TableAlreadyExists { get; } = new("TableAlreadyExists");

    /// <summary>The table is being deleted; its name is free again after about a minute.</summary>
    public static TableErrorCode TableBeingDeleted { get; } = new("TableBeingDeleted");

    /// <summary>The ETag given is no longer the entity's.</summary>
    public static TableErrorCode UpdateConditionNotSatisfied { get; } = new("UpdateConditionNotSatisfied");

    /// <summary>A transaction names an entity twice.</summary>
    public static TableErrorCode InvalidDuplicateRow { get; } = new("InvalidDuplicateRow");

    /// <summary>A transaction's entities are of different partitions.</summary>
    public static TableErrorCode CommandsInBatchActOnDifferentPartitions { get; } = new("CommandsInBatchActOnDifferentPartitions");

    /// <summary>The request breaks a rule.</summary>
    public static TableErrorCode InvalidInput { get; } = new("InvalidInput");

    /// <summary>A key holds a character that keys must not have.</summary>
    public static TableErrorCode OutOfRangeInput { get; } = new("OutOfRangeInput");

    /// <summary>A key is longer than 1 KiB.</summary>
    public static TableErrorCode KeyValueTooLarge { get; } = new("KeyValueTooLarge");

    /// <summary>An entity is larger than 1 MiB.</summary>
    public static TableErrorCode EntityTooLarge { get; } = new("EntityTooLarge");

    /// <summary>A property is larger than 64 KiB.</summary>
    public static TableErrorCode PropertyValueTooLarge { get; } = new("PropertyValueTooLarge");

    /// <summary>A request is larger than 4 MiB.</summary>
    public static TableErrorCode RequestBodyTooLarge { get; } = new("RequestBodyTooLarge");

    /// <summary>The service took too long; whether it did what it was asked is not known.</summary>
    public static TableErrorCode OperationTimedOut { get; } = new("OperationTimedOut");

    /// <summary>The service is throttling; <c>Retry-After</c> says for how long.</summary>
    public static TableErrorCode ServerBusy { get; } = new("ServerBusy");

    /// <summary>The service failed.</summary>
    public static TableErrorCode InternalError { get; } = new("InternalError");

    /// <summary>The credential is missing or wrong.</summary>
    public static TableErrorCode AuthenticationFailed { get; } = new("AuthenticationFailed");

    /// <summary>The credential does not allow this.</summary>
    public static TableErrorCode AuthorizationFailure { get; } = new("AuthorizationFailure");

    /// <summary>A code in text.</summary>
    public static implicit operator TableErrorCode(string? value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
