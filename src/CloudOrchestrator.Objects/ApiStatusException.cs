namespace CloudOrchestrator.Objects;

/// <summary>A failure of the API where the caller did not expect one.</summary>
public sealed class ApiStatusException(ApiStatus status) : Exception(status.Message)
{
    /// <summary>The failure.</summary>
    public ApiStatus Status { get; } = status;
}
