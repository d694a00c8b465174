using System.Runtime.CompilerServices;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>Values of the selectable fields of stored objects, read from the JSON once however many watches ask.</summary>
internal sealed class SelectableFieldCache(ServerParts parts)
{
    private readonly ConditionalWeakTable<StoredObject, Dictionary<string, string>> _values = [];
    private readonly ConditionalWeakTable<StoredObject, Dictionary<string, string>> _viewed = [];

    /// <summary>The value of a field of the object.</summary>
    public string ValueOf(KindDescriptor kind, StoredObject value, string field) =>
        (parts.IsView(kind) ? _viewed : _values).GetValue(value, stored => Read(kind, stored)).GetValueOrDefault(field, "");

    private static Dictionary<string, string> Read(KindDescriptor kind, StoredObject stored)
    {
        var tree = kind.FromStored(stored.ToJsonObject());
        return kind.SelectableFields.ToDictionary(field => field.Key, field => field.Value(tree), StringComparer.Ordinal);
    }
}
