namespace CloudOrchestrator.Controllers;

/// <summary>What a <see cref="TriggeredEngine"/> has besides the settings of the controllers. All may be missing.</summary>
public sealed class TriggeredEngineOptions
{
    /// <summary>Signs of life that nodes give past the API; null when they renew leases only.</summary>
    public INodeHeartbeats? Heartbeats { get; init; }

    /// <summary>Tells agents of changes; null when they watch.</summary>
    public INodeDoorbells? Doorbells { get; init; }

    /// <summary>Controllers whose effects lie outside the cluster, besides those in <see cref="ControllerEngineOptions.ExternalControllers"/>.</summary>
    public IReadOnlyList<IExternalController> ExternalControllers { get; init; } = [];
}
