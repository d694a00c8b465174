using CloudOrchestrator.Storage.Trees;

namespace CloudOrchestrator.Storage;

/// <summary>
/// A stream's objects at one revision. Immutable; safe to keep. The one handed to a mutation function is taken when first looked at
/// and must be looked at during the call.
/// </summary>
public sealed class ReplicaSnapshot
{
    private ReplicaState? _state;
    private ReplicaStateEditor? _working;

    internal ReplicaSnapshot(ReplicaState state) => _state = state;

    internal ReplicaSnapshot(ReplicaStateEditor working) => _working = working;

    /// <summary>The state of a stream that holds nothing, with its field indexes.</summary>
    public static ReplicaSnapshot Empty(IReadOnlyDictionary<string, Func<StoredObject, string?>> indexes) => new(ReplicaState.Empty(new ReplicaIndexes(indexes)));

    /// <summary>Revision of the state.</summary>
    public long Revision => State.Revision;

    /// <summary>Number of objects.</summary>
    public int Count => State.Objects.Count;

    internal ReplicaState State => _state ??=
        _working?.Freeze() ?? throw new InvalidOperationException("this snapshot was first used after its mutation had ended");

    /// <summary>The object, or null.</summary>
    public StoredObject? Get(ObjectKey key) => State.Objects.TryFind(new KeyProbe(key), out var found) ? found : null;

    /// <summary>Objects of a namespace (null: all), ordered by key, after <paramref name="after"/> when given.</summary>
    public IEnumerable<StoredObject> List(string? @namespace, ObjectKey? after = null)
    {
        var objects = after is { } key ? State.Objects.From(new AfterKeyProbe(key)) : State.Objects.From(new KeyProbe(new ObjectKey(@namespace ?? "", "")));
        if (@namespace is null)
            return objects;
        return after is null || string.CompareOrdinal(after.Value.Namespace, @namespace) >= 0
            ? objects.TakeWhile(stored => stored.Key.Namespace == @namespace)
            : List(@namespace);
    }

    /// <summary>Number of objects that <see cref="List"/> would return, without walking them.</summary>
    public int CountOf(string? @namespace, ObjectKey? after = null)
    {
        var objects = State.Objects;
        var end = @namespace is null ? objects.Count : objects.Rank(new NamespaceEndProbe(@namespace));
        var start = @namespace is null ? 0 : objects.Rank(new KeyProbe(new ObjectKey(@namespace, "")));
        if (after is { } key)
            start = Math.Max(start, objects.Rank(new AfterKeyProbe(key)));
        return Math.Max(0, end - start);
    }

    /// <summary>Objects that name the uid in an owner reference, ordered by key.</summary>
    public IReadOnlyCollection<StoredObject> OwnedBy(string uid) => Range(State.Owners, uid);

    /// <summary>Objects whose value of a registered index is <paramref name="value"/>, such as <c>spec.nodeName</c>, ordered by key.</summary>
    /// <exception cref="ArgumentException">The stream has no such index.</exception>
    public IReadOnlyCollection<StoredObject> ByIndex(string index, string value) => Range(State.Fields[State.Indexes.Find(index)], value);

    /// <summary>
    /// The first object of each value of a registered index that begins with <paramref name="prefix"/>, ordered by value: as much work as there are values,
    /// however many objects have them.
    /// </summary>
    /// <exception cref="ArgumentException">The stream has no such index.</exception>
    public IEnumerable<(string Value, StoredObject First)> FirstOfEach(string index, string prefix)
    {
        var tree = State.Fields[State.Indexes.Find(index)];
        var found = tree.TryFirst(new IndexProbe(prefix, null), out var entry);
        while (found && entry.Value.StartsWith(prefix, StringComparison.Ordinal))
        {
            yield return (entry.Value, entry.Object);
            found = tree.TryFirst(new AfterValueProbe(entry.Value), out entry);
        }
    }

    /// <summary>Ends the time in which a snapshot of a working state may be taken.</summary>
    internal void Detach() => _working = null;

    private static List<StoredObject> Range(PersistentTree<IndexEntry> tree, string value)
    {
        var found = new List<StoredObject>();
        foreach (var entry in tree.From(new IndexProbe(value, null)))
        {
            if (entry.Value != value)
                break;
            found.Add(entry.Object);
        }

        return found;
    }
}
