namespace CloudOrchestrator.Simulation;

/// <summary>
/// What happened in a run, as an observer outside the cluster saw it: the material of the checkers. Steps are drawn from one counter of the world, so any two things
/// in a history can be put in order: what has the smaller step happened first. Times are the world's clock, not a process's own.
/// </summary>
public sealed class History
{
    /// <summary>What users, agents and controllers asked of API servers, in the order in which it was asked.</summary>
    public List<HistoryOperation> Operations { get; } = [];

    /// <summary>Every record of every stream of the log, in the order of being stored: the truth. Per stream, revisions are dense from 1.</summary>
    public List<HistoryRecord> Records { get; } = [];

    /// <summary>Watches that users held.</summary>
    public List<HistoryWatch> Watches { get; } = [];

    /// <summary>Runs of containers, in the order of their starts.</summary>
    public List<HistoryRun> Runs { get; } = [];

    /// <summary>The machines, in the order of their coming.</summary>
    public List<HistoryNode> Nodes { get; } = [];

    /// <summary>The step from which on no fault happened any more; null when the run did not get there.</summary>
    public long? HealedStep { get; set; }

    /// <summary>From when on everything works as it should, by the world's clock: the beginning of a run without faults, or their end; null when it never did.</summary>
    public DateTimeOffset? CalmSince { get; set; }

    /// <summary>Why the cluster had not converged in the time it was given after the faults; null when it had, or was not asked to.</summary>
    public string? NotConverged { get; set; }

    /// <summary>How long the cluster took to converge after the faults; null when it did not.</summary>
    public TimeSpan? ConvergedAfter { get; set; }
}
