namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>A controller: a name, what wakes it, and a pure decision for one key.</summary>
public interface IReconciler
{
    /// <summary>Controller's name: its work items carry it and it is its field manager.</summary>
    string Name { get; }

    /// <summary>Which changes wake it, and for which keys.</summary>
    IReadOnlyList<Trigger> Triggers { get; }

    /// <summary>
    /// Decides for one key. Pure: reads only the snapshot and the context. A status change is an <see cref="ObjectAction.UpdateStatus"/> in the returned
    /// actions.
    /// </summary>
    Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context);
}
