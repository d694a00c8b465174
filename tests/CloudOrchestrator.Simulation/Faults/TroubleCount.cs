namespace CloudOrchestrator.Simulation.Faults;

/// <summary>Counts the troubles that were made.</summary>
internal sealed class TroubleCount
{
    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them were kills of processes and machines.</summary>
    public int Kills { get; private set; }

    /// <summary>One more.</summary>
    public void Add(bool isKill = false) => (Count, Kills) = (Count + 1, Kills + (isKill ? 1 : 0));
}
