namespace CloudOrchestrator.Objects.Apply;

/// <summary>Server-side apply and field ownership over structural schemas, as structured-merge-diff version 4 defines them.</summary>
public static class ServerSideApply
{
    /// <summary>
    /// Merges an applied configuration into the live object (null when it does not exist) and updates <c>metadata.managedFields</c>.
    /// Conflicts with other managers fail with 409 and every conflicting field as a cause, unless <see cref="FieldManager.Force"/>.
    /// </summary>
    public static ResultOf<JsonObject> Apply(JsonObject? live, JsonObject applied, SchemaNode schema, FieldManager manager, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Records in <c>metadata.managedFields</c> of <paramref name="updated"/> that an update, patch or create by <paramref name="manager"/> changed fields. In place.</summary>
    public static void TrackUpdate(JsonObject? live, JsonObject updated, SchemaNode schema, FieldManager manager, DateTimeOffset now) => throw new NotImplementedException();
}
