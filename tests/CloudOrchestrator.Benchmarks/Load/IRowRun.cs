namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>One row on one server. Slices of several servers alternate, so that both see the same weather.</summary>
internal interface IRowRun : IDisposable
{
    /// <summary>Works for a while.</summary>
    /// <param name="duration">How long; a row may end earlier when it has nothing left to do.</param>
    /// <param name="measured">False while everything warms up.</param>
    void Run(TimeSpan duration, bool measured);

    /// <summary>The figures of all measured slices.</summary>
    RowResult Result(string row);
}
