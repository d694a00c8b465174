namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>The part of <c>host.json</c> for Service Bus triggers, with the host's defaults.</summary>
internal sealed record ServiceBusConfiguration
{
    /// <summary>Most messages handed to one invocation of a function that takes many.</summary>
    public int MaxMessageBatchSize { get; init; } = 1000;

    /// <summary>Fewest messages worth an invocation before <see cref="MaxBatchWaitTime"/> has passed.</summary>
    public int MinMessageBatchSize { get; init; } = 1;

    /// <summary>How long a batch may wait to reach its least size.</summary>
    public TimeSpan MaxBatchWaitTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most messages one instance handles at once, one invocation each.</summary>
    public int MaxConcurrentCalls { get; init; } = 16;

    /// <summary>False when the function settles messages itself, which a custom handler cannot.</summary>
    public bool AutoCompleteMessages { get; init; } = true;

    /// <summary>How long the lock of a single message is renewed while its function runs.</summary>
    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);
}
