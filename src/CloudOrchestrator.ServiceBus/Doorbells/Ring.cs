namespace CloudOrchestrator.ServiceBus.Doorbells;

/// <summary>What an agent heard.</summary>
/// <param name="Streams">Streams with changes.</param>
/// <param name="IsUnclear">Something rang that could not be read: anything may have changed.</param>
/// <param name="TraceParent">The W3C trace context of the last ring; null when it had none.</param>
public sealed record Ring(IReadOnlySet<string> Streams, bool IsUnclear, string? TraceParent = null)
{
    /// <summary>Nothing rang.</summary>
    public bool IsSilence => Streams.Count == 0 && !IsUnclear;
}
