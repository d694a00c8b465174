namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>A ReplicaSet as a decision is changing it, with the events that tell of the changes.</summary>
internal sealed class ReplicaSetDraft(ReplicaSet value, ReplicaSet? stored)
{
    private readonly List<ObjectAction.RecordEvent> _events = [];

    /// <summary>As it will be.</summary>
    public ReplicaSet Value { get; private set; } = value;

    /// <summary>As it is; null when it is to be created.</summary>
    public ReplicaSet? Stored { get; } = stored;

    /// <summary>Pods it is to have.</summary>
    public int Replicas => Value.Spec?.Replicas ?? 1;

    /// <summary>Pods that count as available now.</summary>
    public int Available => Value.Status?.AvailableReplicas ?? 0;

    /// <summary>
    /// Pods that will still be available when it has its size: a status may not know yet that the set was made smaller, and what is about to go must not be
    /// counted as kept.
    /// </summary>
    public int AvailableKept => Math.Min(Available, Replicas);

    /// <summary>True when it is to have pods.</summary>
    public bool IsActive => Replicas > 0;

    /// <summary>Name.</summary>
    public string Name => Value.Metadata.Name ?? "";

    /// <summary>Changes it.</summary>
    public void Change(ReplicaSet value) => Value = value;

    /// <summary>Adds an event to record once the change is stored.</summary>
    public void Tell(ObjectAction.RecordEvent told) => _events.Add(told);

    /// <summary>The actions that make it so.</summary>
    public IEnumerable<ObjectAction> Actions(string ownerUid)
    {
        if (Stored is null)
            return [new ObjectAction.Create(Value, ownerUid), .. _events];
        return ReferenceEquals(Stored, Value) ? [] : [new ObjectAction.Update(Value, ownerUid), .. _events];
    }

    /// <summary>Oldest first, then by name.</summary>
    public static int ByAge(ReplicaSetDraft left, ReplicaSetDraft right)
    {
        var order = Created(left).CompareTo(Created(right));
        return order != 0 ? order : string.CompareOrdinal(left.Name, right.Name);

        static DateTimeOffset Created(ReplicaSetDraft set) => set.Value.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue;
    }
}
