namespace CloudOrchestrator.Simulation.Checks;

/// <summary>All checks.</summary>
public static class HistoryChecks
{
    /// <summary>One per promise.</summary>
    public static IReadOnlyList<IHistoryCheck> All { get; } =
    [
        new OrderCheck(),
        new WriteCheck(),
        new AuthorCheck(),
        new ReadCheck(),
        new WatchCheck(),
        new PodIdentityCheck(),
        new NodeCapacityCheck(),
        new ReplicaSetCheck(),
        new DeploymentCheck(),
        new JobCheck(),
        new DeletionCheck(),
        new LawsCheck(),
    ];

    /// <summary>Every violation, each with the name of its check in front.</summary>
    public static IReadOnlyList<string> Check(History history)
    {
        var view = new HistoryView(history);
        return [.. All.SelectMany(check => check.Check(view).Select(violation => $"{check.Name}: {violation}"))];
    }
}
