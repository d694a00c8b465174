namespace CloudOrchestrator.Client;

/// <summary>Tells that there may be changes to read. A bell that is lost costs time, never correctness: it also lets through after a while by itself.</summary>
public interface IChangeBell
{
    /// <summary>How often it has rung. Taken before asking, so that what rings meanwhile leads to another question.</summary>
    long Rings { get; }

    /// <summary>Completes when it has rung more often than <paramref name="heard"/>, or when it is time to ask anyway.</summary>
    Task RungAsync(long heard, CancellationToken cancellationToken);
}
