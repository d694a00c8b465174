namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>Watches that nobody measures.</summary>
internal interface IWatchCrowd : IDisposable
{
    /// <summary>How many are open.</summary>
    int Open { get; }

    /// <summary>How many the server has refused because there were too many.</summary>
    int Refused { get; }
}
