namespace CloudOrchestrator.Testing.Azure;

/// <summary>Ways in which a Table service fails.</summary>
public enum TableFault
{
    /// <summary>None.</summary>
    None,

    /// <summary>503 ServerBusy with Retry-After; nothing is done.</summary>
    Throttled,

    /// <summary>500 OperationTimedOut; nothing is done.</summary>
    TimedOutBefore,

    /// <summary>500 OperationTimedOut, and yet it is done.</summary>
    TimedOutAfter,

    /// <summary>500 InternalError; nothing is done.</summary>
    Failed,

    /// <summary>The connection breaks; nothing is done.</summary>
    BrokenBefore,

    /// <summary>The connection breaks in place of the answer; it is done.</summary>
    BrokenAfter,
}
