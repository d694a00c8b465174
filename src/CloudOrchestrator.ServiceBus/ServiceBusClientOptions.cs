using Azure.Core;

namespace CloudOrchestrator.ServiceBus;

/// <summary>How a client talks to the service. The pipeline's own settings (transport, diagnostics) come from the base class; <see cref="ClientOptions.Retry"/> sets the
/// number of retries, the first delay and the longest.</summary>
public sealed class ServiceBusClientOptions : ClientOptions
{
    /// <summary>Version of the management protocol.</summary>
    public const string ManagementVersion = "2021-05";

    /// <summary>Standard options.</summary>
    public ServiceBusClientOptions()
    {
        Retry.MaxRetries = 3;
        Retry.Delay = TimeSpan.FromMilliseconds(500);
        Retry.MaxDelay = TimeSpan.FromSeconds(10);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Longest wait of one receive request; a longer wait is made of several.</summary>
    public TimeSpan LongestPoll { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Delay after being throttled when the service names none. Its own error text says two seconds.</summary>
    public TimeSpan ThrottleDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Most bytes of one send request. Below the tier's 256 KB because the JSON around the messages counts too.</summary>
    public int MaxBatchBytes { get; init; } = 240 * 1024;

    /// <summary>Most messages of one send request.</summary>
    public int MaxBatchMessages { get; init; } = 100;
}
