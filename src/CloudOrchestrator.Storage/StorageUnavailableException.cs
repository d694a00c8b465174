namespace CloudOrchestrator.Storage;

/// <summary>
/// The log's storage is throttled, failing or out of reach, and the adapter has already tried again for as long as its callers should wait. After a write its
/// outcome is unknown. Callers pass it on (an API server answers 503) rather than try at once again.
/// </summary>
/// <param name="message">What did not work.</param>
/// <param name="retryAfter">When to try again.</param>
/// <param name="cause">The last failure.</param>
public sealed class StorageUnavailableException(string message, TimeSpan retryAfter, Exception cause) : IOException(message, cause)
{
    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
