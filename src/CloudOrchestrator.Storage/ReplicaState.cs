using CloudOrchestrator.Storage.Trees;

namespace CloudOrchestrator.Storage;

/// <summary>A stream's objects and indexes at one revision.</summary>
internal sealed record ReplicaState(
    long Revision,
    PersistentTree<StoredObject> Objects,
    PersistentTree<IndexEntry> Owners,
    PersistentTree<IndexEntry>[] Fields,
    ReplicaIndexes Indexes)
{
    public static ReplicaState Empty(ReplicaIndexes indexes)
    {
        var fields = new PersistentTree<IndexEntry>[indexes.Count];
        Array.Fill(fields, PersistentTree<IndexEntry>.Empty);
        return new(0, PersistentTree<StoredObject>.Empty, PersistentTree<IndexEntry>.Empty, fields, indexes);
    }
}
