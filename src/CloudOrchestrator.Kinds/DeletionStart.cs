namespace CloudOrchestrator.Kinds;

/// <summary>What a delete request does to an object at once.</summary>
/// <param name="Graceful">True: the object stays, marked with deletionTimestamp, until its owner (the node agent for pods) finishes it.</param>
/// <param name="GracePeriodSeconds">Grace period to record; 0 removes at once.</param>
public readonly record struct DeletionStart(bool Graceful, long GracePeriodSeconds)
{
    /// <summary>Removed as soon as no finalizer holds it.</summary>
    public static DeletionStart Immediate => new(false, 0);
}
