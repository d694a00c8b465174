namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>One change a decision asks for. The set is closed. Each carries the precondition that makes a stale plan harmless.</summary>
public abstract record ObjectAction
{
    private ObjectAction()
    {
    }

    /// <summary>
    /// Creates an object. <paramref name="OwnerUid"/>, when given, guards the creation: it is refused if an object of the same type that names this owner
    /// has changed since the snapshot, so that two deciders never create twice.
    /// </summary>
    public sealed record Create(IKubernetesObject Value, string? OwnerUid = null) : ObjectAction;

    /// <summary>Replaces an object; refused unless its resourceVersion is still that of <paramref name="Value"/>.</summary>
    public sealed record Update(IKubernetesObject Value) : ObjectAction;

    /// <summary>Replaces an object's status; refused unless its resourceVersion is still that of <paramref name="Value"/>.</summary>
    public sealed record UpdateStatus(IKubernetesObject Value) : ObjectAction;

    /// <summary>Deletes an object; refused unless it still has the uid and (when not null) the resourceVersion given.</summary>
    public sealed record Delete(Type ObjectType, ObjectKey Key, string Uid, string? ResourceVersion = null, long? GracePeriodSeconds = null, string? PropagationPolicy = null) : ObjectAction;

    /// <summary>Records an event about an object; repeated ones are counted, not stored again.</summary>
    public sealed record RecordEvent(IKubernetesObject Regarding, string Type, string Reason, string Message) : ObjectAction;
}
