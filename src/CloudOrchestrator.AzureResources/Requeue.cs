namespace CloudOrchestrator.AzureResources;

/// <summary>The earliest of the times at which something wants to be looked at again.</summary>
internal sealed class Requeue
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>The earliest; null for when something changes.</summary>
    public TimeSpan? After { get; private set; }

    public void In(TimeSpan? delay)
    {
        if (delay is { } time && (After is null || time < After))
            After = time < Shortest ? Shortest : time;
    }
}
