namespace CloudOrchestrator.Objects.Apply;

/// <summary>One application of a configuration: the merged object, the conflicts it has and the ownership that results.</summary>
internal sealed class Application
{
    private readonly JsonObject _result;
    private readonly ManagerKey _key;
    private readonly FieldManager _manager;
    private readonly ManagerTable _table;
    private readonly FieldSet _applied;
    private readonly FieldComparison _comparison;

    public Application(JsonObject live, JsonObject applied, SchemaNode schema, FieldManager manager, ManagerTable table)
    {
        _manager = manager;
        _table = table;
        _key = ManagerKey.ForApply(manager);
        _applied = FieldSetReader.Read(applied, schema);
        var merged = ConfigurationMerge.Merge(live, applied, schema);
        _result = Prune(merged, table.Find(_key)?.Set, schema);
        _comparison = ComparisonWalker.Compare(live, _result, schema);
    }

    /// <summary>The fields that other managers own and whose values would change, by manager.</summary>
    public IReadOnlyList<ApplyConflict> Conflicts() =>
    [
        .. _table.Entries
            .Where(entry => entry.Key != _key && entry.Overlaps(_comparison.Changed))
            .OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal)
            .SelectMany(entry => entry.Set.Intersection(_comparison.Changed).Paths().Select(path => new ApplyConflict(entry.Key, path))),
    ];

    /// <summary>Takes ownership and gives the resulting object.</summary>
    public JsonObject Finish(string time)
    {
        _table.Disown(_comparison, _key);
        var owned = ServerOwnedFields.RemoveFrom(_applied);
        var previous = _table.Find(_key);
        var changed = previous is null || !_comparison.IsSame || !owned.IsSubsetOf(previous.Set) || !previous.Set.IsSubsetOf(owned);
        _table.Put(new(_key, _manager.ApiVersion, owned) { Time = changed ? time : previous!.Time });
        _table.RemoveIfEmpty(_table.Find(_key)!);
        SetManagedFields();
        return _result;
    }

    private void SetManagedFields()
    {
        if (_result["metadata"] is not JsonObject metadata)
            _result["metadata"] = metadata = [];
        metadata.Remove("managedFields");
        if (_table.Encode() is { } managedFields)
            metadata["managedFields"] = managedFields;
    }

    /// <summary>
    /// Removes what this manager applied last time and does not apply now, unless somebody else owns it. Items and fields that stay because of what others
    /// own below them stay.
    /// </summary>
    private JsonObject Prune(JsonObject merged, FieldSet? last, SchemaNode schema)
    {
        if (last is null || last.IsSubsetOf(_applied))
            return merged;
        var type = MergeType.Of(schema);
        var everyones = _table.Entries.Where(entry => entry.Key != _key).Aggregate(_applied, (set, entry) => set.Union(entry.Set)).WithNamedFields(type);
        var lastNamed = last.WithNamedFields(type);
        var mergedSet = FieldSetReader.Read(merged, schema).WithNamedFields(type);

        var pruned = FieldRemoval.Remove(merged, lastNamed, schema);
        var prunedSet = FieldSetReader.Read(pruned, schema).WithNamedFields(type);
        pruned = FieldRemoval.Remove(merged, mergedSet.Difference(prunedSet.Union(everyones)), schema);
        prunedSet = FieldSetReader.Read(pruned, schema).WithNamedFields(type);
        return FieldRemoval.Remove(merged, mergedSet.Difference(prunedSet).Intersection(lastNamed), schema);
    }
}
