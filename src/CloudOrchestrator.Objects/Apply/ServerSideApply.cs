namespace CloudOrchestrator.Objects.Apply;

/// <summary>Server-side apply and field ownership over structural schemas, as structured-merge-diff version 4 defines them.</summary>
public static class ServerSideApply
{
    private const string BeforeFirstApply = "before-first-apply";
    private const string Kubectl = "kubectl";

    /// <summary>
    /// Merges an applied configuration into the live object (null when it does not exist) and updates <c>metadata.managedFields</c>.
    /// Conflicts with other managers fail with 409 and every conflicting field as a cause, unless <see cref="FieldManager.Force"/>.
    /// </summary>
    /// <remarks>
    /// <paramref name="applied"/> must be as the client sent it: defaults or canonical empty values in it would be owned by the applier. The result has to
    /// be conformed and defaulted. The arguments stay as they are.
    /// </remarks>
    public static ResultOf<JsonObject> Apply(JsonObject? live, JsonObject applied, SchemaNode schema, FieldManager manager, DateTimeOffset now)
    {
        if (applied["metadata"] is JsonObject metadata && metadata["managedFields"] is not null)
            return ApiStatuses.BadRequest("metadata.managedFields must be nil");
        var version = TextOf(applied, "apiVersion");
        if (version != manager.ApiVersion)
            return ApiStatuses.BadRequest($"Incorrect version specified in apply patch. Specified patch version: {version}, expected: {manager.ApiVersion}");
        if (AppliedConfigurationCheck.Check(applied, schema) is { Count: > 0 } faults)
            return Unusable(applied, manager, faults);
        applied = WithoutFields(applied, manager.ResetFields);
        if (!ManagerTable.TryDecode(ManagedFieldsOf(live), out var table, out var problem))
            return ApiStatuses.Failure(500, "", $"failed to decode managed fields: {problem}");
        var time = Timestamps.Format(now);
        if (live is not null && table.Entries.Count == 0)
            table.RecordUpdate(ComparisonWalker.Compare(null, live, schema), manager with { Name = BeforeFirstApply }, time);

        var application = new Application(live ?? [], applied, schema, manager, table);
        var conflicts = application.Conflicts();
        if (conflicts.Count > 0 && !manager.Force && !(manager.Name == Kubectl && LastApplied.Covers(live, schema, manager.ApiVersion, ref conflicts)))
            return ApplyConflicts.Describe(conflicts);
        var result = application.Finish(time);
        if (manager.Name == Kubectl)
            LastApplied.Refresh(result, applied);
        return result;
    }

    /// <summary>
    /// Records in <c>metadata.managedFields</c> of <paramref name="updated"/> that a create, update or patch by <paramref name="manager"/> changed fields.
    /// In place.
    /// </summary>
    /// <remarks>
    /// Both objects must be in canonical form. Call it after defaulting and before the server fills in fields of its own, which nobody manages.
    /// Managed fields that the caller sends replace the live ones, except through a subresource; none at all leave them alone; a single empty entry erases
    /// them and ends the tracking until the next apply.
    /// </remarks>
    public static void TrackUpdate(JsonObject? live, JsonObject updated, SchemaNode schema, FieldManager manager, DateTimeOffset now)
    {
        if (updated["metadata"] is not JsonObject metadata)
            return;
        var table = StartingPoint(live, metadata, manager);
        metadata.Remove("managedFields");
        var exists = live?["metadata"] is JsonObject liveMetadata && liveMetadata.ContainsKey("uid");
        if (table.Entries.Count == 0 && exists)
            return;
        table.RecordUpdate(ComparisonWalker.Compare(live, updated, schema), manager, Timestamps.Format(now));
        if (table.Encode() is { } managedFields)
            metadata["managedFields"] = managedFields;
    }

    /// <summary>
    /// Records in <c>metadata.managedFields</c> of <paramref name="created"/>, as <see cref="TrackUpdate"/> does, that <paramref name="manager"/> creates it.
    /// </summary>
    /// <param name="asText">
    /// managedFields become one value that is written as it is and cannot be looked into: enough for a tree that is only encoded, and much cheaper.
    /// </param>
    public static void TrackCreate(JsonObject created, SchemaNode schema, FieldManager manager, DateTimeOffset now, bool asText)
    {
        if (created["metadata"] is not JsonObject metadata)
            return;
        if (metadata["managedFields"] is JsonArray { Count: > 0 })
        {
            TrackUpdate(null, created, schema, manager, now);
            return;
        }
        metadata.Remove("managedFields");
        if (CreatedFields.Encode(created, schema) is { Length: > 0 } fields)
            metadata["managedFields"] = ManagerEntry.EncodeOnly(ManagerKey.ForUpdate(manager), manager.ApiVersion, Timestamps.Format(now), fields, asText);
    }

    /// <summary>
    /// Takes back the new times in managedFields when they are all that a write would change, in place: a write that changes nothing is then seen to
    /// change nothing. Call it after conforming and defaulting.
    /// </summary>
    public static void KeepTimesIfUnchanged(JsonObject live, JsonObject updated)
    {
        if (ManagedFieldsOf(live) is not JsonArray before || ManagedFieldsOf(updated) is not JsonArray after || before.Count != after.Count)
            return;
        if (JsonNode.DeepEquals(before, after) || !SameButTimes(before, after))
            return;
        var metadata = (JsonObject)updated["metadata"]!;
        metadata["managedFields"] = before.DeepClone();
        if (!JsonNode.DeepEquals(live, updated))
            metadata["managedFields"] = after;
    }

    private static JsonObject WithoutFields(JsonObject applied, IReadOnlyList<string> names)
    {
        if (!names.Any(applied.ContainsKey))
            return applied;
        var copy = (JsonObject)applied.DeepClone();
        foreach (var name in names)
            copy.Remove(name);
        return copy;
    }

    private static bool SameButTimes(JsonArray before, JsonArray after)
    {
        var unmatched = after.Select(WithoutTime).ToList();
        foreach (var entry in before.Select(WithoutTime))
        {
            var index = unmatched.FindIndex(other => JsonNode.DeepEquals(entry, other));
            if (index < 0)
                return false;
            unmatched.RemoveAt(index);
        }
        return true;
    }

    private static JsonNode? WithoutTime(JsonNode? entry)
    {
        var copy = entry?.DeepClone();
        (copy as JsonObject)?.Remove("time");
        return copy;
    }

    private static ManagerTable StartingPoint(JsonObject? live, JsonObject metadata, FieldManager manager)
    {
        if (manager.Subresource.Length == 0 && metadata["managedFields"] is JsonArray { Count: > 0 } sent)
        {
            if (sent is [JsonObject { Count: 0 }])
                return new();
            if (ManagerTable.TryDecode(sent, out var table, out _))
                return table;
        }
        return ManagerTable.TryDecode(ManagedFieldsOf(live), out var stored, out _) ? stored : new();
    }

    private static ApiStatus Unusable(JsonObject applied, FieldManager manager, IReadOnlyList<string> faults)
    {
        var metadata = applied["metadata"] as JsonObject ?? [];
        var kind = GroupVersionKind.Parse(manager.ApiVersion, TextOf(applied, "kind"));
        var text = faults.Count == 1 ? faults[0] : "errors:\n" + string.Join('\n', faults.Select(fault => "  " + fault));
        var subject = $"{TextOf(metadata, "namespace")}/{TextOf(metadata, "name")}; {kind}";
        return ApiStatuses.Failure(500, "", $"failed to create typed patch object ({subject}): {text}");
    }

    private static JsonNode? ManagedFieldsOf(JsonObject? value) => (value?["metadata"] as JsonObject)?["managedFields"];

    private static string TextOf(JsonObject value, string name) => value[name] is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : "";
}
