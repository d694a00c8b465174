namespace CloudOrchestrator.Objects.Patching;

/// <summary>How a strategic merge treats one field.</summary>
/// <param name="Schema">Schema of the value; null where there is none, as inside embedded JSON.</param>
/// <param name="Strategy"><c>merge</c>, <c>replace</c> or null.</param>
/// <param name="MergeKey">Key of list items; empty for lists of scalars.</param>
internal readonly record struct MergeRule(SchemaNode? Schema, string? Strategy, string MergeKey)
{
    /// <summary>The rule of a field of <paramref name="owner"/>.</summary>
    public static MergeRule Of(SchemaNode? owner, string field)
    {
        switch (owner?.Type)
        {
            case SchemaType.Object when owner.FieldsByName.TryGetValue(field, out var found):
                var strategies = found.PatchStrategy?.Split(',', StringSplitOptions.TrimEntries) ?? [];
                return new MergeRule(found.Node, Array.Find(strategies, strategy => strategy != "retainKeys"), found.MergeKey ?? "");
            case SchemaType.Object:
                throw PatchException.Unclassified($"unable to find api field in struct {owner.GoName.Split('.')[^1]} for the json field {GoText.Quote(field)}");
            case SchemaType.Map:
                return new MergeRule(owner.Items, null, "");
            default:
                return default;
        }
    }
}
