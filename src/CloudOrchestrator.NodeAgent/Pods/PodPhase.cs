namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>The phase of a pod from the states of its containers.</summary>
public static class PodPhase
{
    /// <summary>Computes it; <paramref name="isTerminal"/> says that no container will ever start again.</summary>
    public static string Of(
        PodSpec spec, IReadOnlyList<PodContainer> containers, IReadOnlyList<ContainerStatus> init, IReadOnlyList<ContainerStatus> app, bool isTerminal)
    {
        var policy = spec.RestartPolicy ?? "Always";
        var sidecars = containers.Where(container => container.Role == ContainerRole.Sidecar).Select(container => container.Name)
            .ToHashSet(StringComparer.Ordinal);
        if (policy == "Never" && init.Any(status => !sidecars.Contains(status.Name) && ExitOf(status) is not (null or 0)))
            return "Failed";
        var initialized = app.Any(status => status.State?.Waiting is null || status.LastState?.Terminated is not null);
        var pendingInit = init.Any(status => sidecars.Contains(status.Name) ? !initialized && IsUnstarted(status) : IsPending(status));
        if (pendingInit || app.Any(status => status.State?.Waiting is not null && status.LastState?.Terminated is null))
            return isTerminal ? "Failed" : "Pending";
        if (app.Any(status => status.State?.Running is not null))
            return "Running";
        if (app.Count == 0)
            return "Pending";
        var allSucceeded = app.All(status => ExitOf(status) == 0);
        if (isTerminal)
            return allSucceeded ? "Succeeded" : "Failed";
        return policy switch
        {
            "Always" => "Running",
            _ when allSucceeded => "Succeeded",
            "Never" => "Failed",
            _ => "Running",
        };
    }

    /// <summary>Exit code of the run that ended last; null when there is none, or one is running.</summary>
    private static int? ExitOf(ContainerStatus status) => status.State?.Terminated is { } now
        ? now.ExitCode
        : status.State?.Waiting is not null ? status.LastState?.Terminated?.ExitCode : null;

    private static bool IsUnstarted(ContainerStatus status) => status.State?.Running is not null
        ? status.Started != true
        : status.State?.Waiting is not null && status.LastState?.Terminated is null;

    private static bool IsPending(ContainerStatus status) =>
        status.State?.Running is not null || ExitOf(status) is not 0;
}
