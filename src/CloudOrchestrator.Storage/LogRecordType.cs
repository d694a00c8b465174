namespace CloudOrchestrator.Storage;

/// <summary>What a record says.</summary>
public enum LogRecordType : byte
{
    /// <summary>The object was created or changed.</summary>
    Put = 1,

    /// <summary>The object is gone; the value is its last state, with the deletion's revision.</summary>
    Delete = 2,
}
