using Azure.Core;

namespace CloudOrchestrator.AzureTables;

/// <summary>How the clients of the Table service work. The inherited retry options do not apply; the ones here do.</summary>
public sealed class TableClientOptions : ClientOptions
{
    /// <summary>Most attempts of a request. Default 8.</summary>
    public int AttemptsMax { get; set; } = 8;

    /// <summary>Pause before the second attempt; it doubles each time, unless the service says how long to wait. Default 200 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause that is not the service's own wish. Default 4 s.</summary>
    public TimeSpan RetryDelayMax { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Longest time for one attempt. Default 8 s.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Longest time for a request with all its attempts and pauses. Default 20 s.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock for pauses and signatures. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
