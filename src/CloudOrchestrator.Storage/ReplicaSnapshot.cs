namespace CloudOrchestrator.Storage;

/// <summary>A stream's objects at one revision. Immutable; safe to keep.</summary>
public sealed class ReplicaSnapshot
{
    /// <summary>Revision of the state.</summary>
    public long Revision => throw new NotImplementedException();

    /// <summary>Number of objects.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>The object, or null.</summary>
    public StoredObject? Get(ObjectKey key) => throw new NotImplementedException();

    /// <summary>Objects of a namespace (null: all), ordered by key, after <paramref name="after"/> when given.</summary>
    public IEnumerable<StoredObject> List(string? @namespace, ObjectKey? after = null) => throw new NotImplementedException();

    /// <summary>Objects that name the uid in an owner reference.</summary>
    public IReadOnlyCollection<StoredObject> OwnedBy(string uid) => throw new NotImplementedException();

    /// <summary>Objects whose value of a registered index is <paramref name="value"/>, such as <c>spec.nodeName</c>.</summary>
    public IReadOnlyCollection<StoredObject> ByIndex(string index, string value) => throw new NotImplementedException();
}
