namespace CloudOrchestrator.ServiceBus.Doorbells;

/// <summary>What an agent heard.</summary>
/// <param name="Streams">Streams with changes.</param>
/// <param name="IsUnclear">Something rang that could not be read: anything may have changed.</param>
public sealed record Ring(IReadOnlySet<string> Streams, bool IsUnclear)
{
    /// <summary>Nothing rang.</summary>
    public bool IsSilence => Streams.Count == 0 && !IsUnclear;
}
