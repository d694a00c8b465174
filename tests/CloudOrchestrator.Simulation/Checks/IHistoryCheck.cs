namespace CloudOrchestrator.Simulation.Checks;

/// <summary>A promise of the cluster that a history can break. Without state: one instance serves any number of histories.</summary>
public interface IHistoryCheck
{
    /// <summary>What is checked, in a few words.</summary>
    string Name { get; }

    /// <summary>Every violation as a sentence that names steps and revisions.</summary>
    IEnumerable<string> Check(HistoryView view);
}
