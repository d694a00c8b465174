namespace CloudOrchestrator.Simulation.Network;

/// <summary>An open watch, as the network sees it.</summary>
internal sealed class WatchConnection(long id, string caller, Action<string> end)
{
    /// <summary>Told apart by this, in the order of their opening.</summary>
    public long Id { get; } = id;

    /// <summary>Who watches.</summary>
    public string Caller { get; } = caller;

    /// <summary>Breaks it.</summary>
    public void Break(string why) => end(why);
}
