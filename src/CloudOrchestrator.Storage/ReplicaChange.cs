namespace CloudOrchestrator.Storage;

/// <summary>One change of one object.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="Before">The object before; null when created.</param>
/// <param name="After">The object after; null when deleted.</param>
/// <param name="Last">The object's last state with the deletion's revision; null unless deleted.</param>
public sealed record ReplicaChange(long Revision, StoredObject? Before, StoredObject? After, StoredObject? Last);
