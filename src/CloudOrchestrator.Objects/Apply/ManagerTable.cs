using System.Diagnostics.CodeAnalysis;

namespace CloudOrchestrator.Objects.Apply;

/// <summary>All entries of <c>metadata.managedFields</c> of one object, while an operation changes them.</summary>
internal sealed class ManagerTable
{
    private const int UpdateEntriesMax = 10;
    private const string OldUpdates = "ancient-changes";

    private readonly Dictionary<ManagerKey, ManagerEntry> _entries = [];

    /// <summary>The entries, in no particular order.</summary>
    public IReadOnlyCollection<ManagerEntry> Entries => _entries.Values;

    /// <summary>The entry of a manager; null when it has none.</summary>
    public ManagerEntry? Find(ManagerKey key) => _entries.GetValueOrDefault(key);

    /// <summary>Adds or replaces an entry.</summary>
    public void Put(ManagerEntry entry) => _entries[entry.Key] = entry;

    /// <summary>Decodes managedFields; absent ones are an empty table. False, with the reason, when an entry is malformed.</summary>
    public static bool TryDecode(JsonNode? managedFields, [NotNullWhen(true)] out ManagerTable? table, out string problem)
    {
        table = new();
        problem = "";
        if (managedFields is not JsonArray items)
            return true;
        for (var index = 0; index < items.Count; index++)
        {
            var entry = Decode(items[index] as JsonObject ?? [], index, out problem);
            if (entry is null)
            {
                table = null;
                return false;
            }
            table.Put(entry);
        }
        return true;
    }

    /// <summary>Takes changed and removed fields away from the managers whose entries have them; entries left empty go.</summary>
    /// <param name="comparison">What changed.</param>
    /// <param name="except">Manager that keeps its fields; null for none.</param>
    public void Disown(FieldComparison comparison, ManagerKey? except)
    {
        foreach (var entry in _entries.Values.ToList())
        {
            if (entry.Key == except)
                continue;
            if (entry.Overlaps(comparison.Changed) || entry.Overlaps(comparison.Removed))
                entry.Set = entry.Set.Difference(comparison.Changed).Difference(comparison.Removed);
            RemoveIfEmpty(entry);
        }
    }

    /// <summary>Removes the entry of a manager that owns nothing.</summary>
    public void RemoveIfEmpty(ManagerEntry entry)
    {
        if (entry.Set.IsEmpty)
            _entries.Remove(entry.Key);
    }

    /// <summary>Records that a write other than apply made the changes.</summary>
    public void RecordUpdate(FieldComparison comparison, FieldManager manager, string time)
    {
        if (comparison.IsSame)
            return;
        var key = ManagerKey.ForUpdate(manager);
        foreach (var entry in _entries.Values.ToList())
        {
            var lost = entry.Key != key && entry.Overlaps(comparison.Changed);
            if (!lost && !entry.Overlaps(comparison.Removed))
                continue;
            var kept = entry.Set.Difference(comparison.Removed);
            entry.Set = lost ? kept.Difference(comparison.Changed) : kept;
            if (entry.Key != key || comparison.Changed.IsEmpty)
                RemoveIfEmpty(entry);
        }
        if (comparison.Changed.IsEmpty)
            return;
        if (Find(key) is { } own)
        {
            if (!own.Covers(comparison.Changed))
                own.Set = own.Set.Union(comparison.Changed);
            own.Time = time;
        }
        else
        {
            Put(new(key, manager.ApiVersion, comparison.Changed) { Time = time });
        }
        MergeOldestUpdates();
    }

    /// <summary>The table as managedFields; null when it is empty.</summary>
    public JsonArray? Encode()
    {
        if (_entries.Count == 0)
            return null;
        if (_entries.Count == 1)
            return new JsonArray(_entries.Values.First().Encode());
        var ordered = _entries.Values
            .OrderBy(entry => entry.Key.Applied ? 0 : 1)
            .ThenBy(entry => entry.Time, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Manager, StringComparer.Ordinal)
            .ThenBy(entry => entry.ApiVersion, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Subresource, StringComparer.Ordinal);
        return new JsonArray([.. ordered.Select(entry => entry.Encode())]);
    }

    /// <summary>Bounds the number of update entries: the oldest of each version are merged into one.</summary>
    private void MergeOldestUpdates()
    {
        var count = _entries.Values.Count(entry => !entry.Key.Applied);
        if (count <= UpdateEntriesMax)
            return;
        var updates = _entries.Values.Where(entry => !entry.Key.Applied)
            .OrderBy(entry => entry.Time, StringComparer.Ordinal).ThenBy(entry => entry.Key.Manager, StringComparer.Ordinal).ToList();
        var firstOfVersion = new Dictionary<string, ManagerEntry>(StringComparer.Ordinal);
        foreach (var entry in updates)
        {
            if (count <= UpdateEntriesMax)
                return;
            if (!firstOfVersion.TryGetValue(entry.ApiVersion, out var first))
            {
                firstOfVersion.Add(entry.ApiVersion, entry);
                continue;
            }
            var key = new ManagerKey(OldUpdates, false, entry.ApiVersion, "");
            if (Find(key) is not { } bucket)
            {
                _entries.Remove(first.Key);
                Put(bucket = new(key, entry.ApiVersion, first.Set));
            }
            if (bucket == entry)
                continue;
            bucket.Set = bucket.Set.Union(entry.Set);
            bucket.Time = entry.Time;
            _entries.Remove(entry.Key);
            count--;
        }
    }

    private static ManagerEntry? Decode(JsonObject item, int index, out string problem)
    {
        var operation = Text(item, "operation");
        var apiVersion = Text(item, "apiVersion");
        var fieldsType = Text(item, "fieldsType");
        problem = operation is not (ManagerKey.Apply or ManagerKey.Update) ? "operation must be `Apply` or `Update`"
            : apiVersion.Length == 0 ? "apiVersion must not be empty"
            : fieldsType.Length == 0 ? $"missing fieldsType in managed fields entry {index}"
            : fieldsType != "FieldsV1" ? $"invalid fieldsType \"{fieldsType}\" in managed fields entry {index}"
            : "";
        if (problem.Length > 0)
            return null;
        var applied = operation == ManagerKey.Apply;
        var key = new ManagerKey(Text(item, "manager"), applied, applied ? "" : apiVersion, Text(item, "subresource"));
        return new(key, apiVersion, Text(item, "time"), item["fieldsV1"] as JsonObject ?? []);
    }

    private static string Text(JsonObject item, string name) =>
        item.TryGetPropertyValue(name, out var value) && value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : "";
}
