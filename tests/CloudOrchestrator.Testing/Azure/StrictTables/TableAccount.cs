namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>The tables of an account. Every change happens under one lock, so that transactions are atomic.</summary>
internal sealed class TableAccount(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, SortedList> _tables = new(StringComparer.OrdinalIgnoreCase);
    private DateTimeOffset _last;

    public void Create(string table)
    {
        lock (_lock)
        {
            if (!_tables.TryAdd(table, new SortedList()))
                throw new TableRefusal(409, "TableAlreadyExists", "The table specified already exists.");
        }
    }

    public void Drop(string table)
    {
        lock (_lock)
        {
            if (!_tables.Remove(table))
                throw new TableRefusal(404, "ResourceNotFound", "The specified resource does not exist.");
        }
    }

    public IReadOnlyList<string> Names()
    {
        lock (_lock)
            return [.. _tables.Keys];
    }

    public StoredEntity Get(string table, string partitionKey, string rowKey)
    {
        lock (_lock)
            return Table(table).Find((partitionKey, rowKey)) ?? throw NotFound();
    }

    /// <summary>At most so many entities that match, from a key on and within a range, in order, as they are at this moment.</summary>
    public IReadOnlyList<StoredEntity> Scan(string table, (string, string) start, KeyRange range, Func<StoredEntity, bool> matches, int max)
    {
        lock (_lock)
            return Table(table).Scan(start, range, matches, max);
    }

    /// <summary>Applies all operations or none.</summary>
    public IReadOnlyList<StoredEntity?> Apply(string table, IReadOnlyList<EntityOperation> operations)
    {
        lock (_lock)
        {
            var rows = Table(table);
            var undo = new List<((string, string) Key, StoredEntity? Before)>();
            var results = new List<StoredEntity?>();
            for (var i = 0; i < operations.Count; i++)
            {
                var operation = operations[i];
                try
                {
                    var before = rows.Find(operation.Key);
                    var after = After(operation, before);
                    undo.Add((operation.Key, before));
                    rows.Set(operation.Key, after);
                    results.Add(after);
                }
                catch (TableRefusal refusal)
                {
                    for (var j = undo.Count - 1; j >= 0; j--)
                        rows.Set(undo[j].Key, undo[j].Before);
                    refusal.Index = i;
                    throw;
                }
            }

            return results;
        }
    }

    private StoredEntity? After(EntityOperation operation, StoredEntity? before)
    {
        if (operation.Verb == EntityVerb.Insert)
        {
            if (before is not null)
                throw new TableRefusal(409, "EntityAlreadyExists", "The specified entity already exists.");
            return Written(operation, operation.Properties);
        }

        if (operation.IfMatch is { } etag)
        {
            if (before is null)
                throw NotFound();
            if (etag != "*" && etag != before.ETag)
                throw new TableRefusal(412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");
        }

        if (operation.Verb == EntityVerb.Delete)
            return null;
        if (operation.Verb == EntityVerb.Replace || before is null)
            return Written(operation, operation.Properties);
        var merged = new Dictionary<string, object>(before.Properties, StringComparer.Ordinal);
        foreach (var (name, value) in operation.Properties)
            merged[name] = value;
        return Written(operation, merged);
    }

    private StoredEntity Written(EntityOperation operation, IReadOnlyDictionary<string, object> properties)
    {
        EntityRules.Check(operation.PartitionKey, operation.RowKey, properties);
        var now = time.GetUtcNow();
        _last = now > _last ? now : _last.AddTicks(1);
        return new StoredEntity(operation.PartitionKey, operation.RowKey, properties, _last);
    }

    private SortedList Table(string name) => _tables.GetValueOrDefault(name) ?? throw new TableRefusal(404, "TableNotFound", "The table specified does not exist.");

    private static TableRefusal NotFound() => new(404, "ResourceNotFound", "The specified resource does not exist.");

    /// <summary>Rows in order of their keys, ordinal.</summary>
    private sealed class SortedList
    {
        private readonly List<(string, string)> _keys = [];
        private readonly Dictionary<(string, string), StoredEntity> _rows = [];

        public StoredEntity? Find((string, string) key) => _rows.GetValueOrDefault(key);

        public void Set((string, string) key, StoredEntity? entity)
        {
            var at = _keys.BinarySearch(key, KeyOrder.Instance);
            if (entity is null)
            {
                _rows.Remove(key);
                if (at >= 0)
                    _keys.RemoveAt(at);
                return;
            }

            _rows[key] = entity;
            if (at < 0)
                _keys.Insert(~at, key);
        }

        public IReadOnlyList<StoredEntity> Scan((string, string) start, KeyRange range, Func<StoredEntity, bool> matches, int max)
        {
            var first = KeyOrder.Instance.Compare(start, range.First) > 0 ? start : range.First;
            var at = _keys.BinarySearch(first, KeyOrder.Instance);
            var found = new List<StoredEntity>();
            for (var i = at < 0 ? ~at : at; i < _keys.Count && found.Count < max; i++)
            {
                if (range.Last is { } last && KeyOrder.Instance.Compare(_keys[i], last) > 0)
                    break;
                if (_rows[_keys[i]] is var row && matches(row))
                    found.Add(row);
            }

            return found;
        }
    }

    private sealed class KeyOrder : IComparer<(string, string)>
    {
        public static KeyOrder Instance { get; } = new();

        public int Compare((string, string) x, (string, string) y)
        {
            var order = string.CompareOrdinal(x.Item1, y.Item1);
            return order != 0 ? order : string.CompareOrdinal(x.Item2, y.Item2);
        }
    }
}
