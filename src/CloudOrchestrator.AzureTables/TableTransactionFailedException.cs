using Azure;

namespace CloudOrchestrator.AzureTables;

/// <summary>A transaction was refused; none of its steps happened.</summary>
public sealed class TableTransactionFailedException(int status, string message, string? errorCode, int? failedIndex) : RequestFailedException(status, message, errorCode, null)
{
    /// <summary>Index of the step that failed; null when the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; } = failedIndex;

    /// <summary>How often the transaction was sent. After more than once, what refused it may be its own earlier success.</summary>
    public int Attempts { get; init; } = 1;
}
