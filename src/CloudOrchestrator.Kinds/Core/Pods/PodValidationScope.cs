namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>What checks of a container must know of its pod.</summary>
/// <param name="Volumes">Sound volumes by name.</param>
/// <param name="ClaimNames">Names of the pod's resource claims.</param>
/// <param name="GracePeriodSeconds">Time to terminate.</param>
/// <param name="RestartPolicy">Restart policy of the pod.</param>
/// <param name="HostUsers">True when the pod shares the host's user namespace.</param>
internal sealed record PodValidationScope(
    IReadOnlyDictionary<string, Volume> Volumes,
    IReadOnlyCollection<string> ClaimNames,
    long? GracePeriodSeconds,
    string? RestartPolicy,
    bool HostUsers);
