namespace CloudOrchestrator.NodeAgent.Nodes;

/// <summary>A sign of life that a node gives again and again, independent of everything else it reports.</summary>
public interface INodeHeartbeat
{
    /// <summary>Time between two signs.</summary>
    TimeSpan Interval { get; }

    /// <summary>Gives one. What fails for a time throws <see cref="HttpRequestException"/>, <see cref="IOException"/> or <see cref="ApiStatusException"/>, and is tried again.</summary>
    Task BeatAsync(CancellationToken cancellationToken);
}
