namespace CloudOrchestrator.Objects.Apply;

/// <summary>A schema node where it is used: the node and what the field that holds it says of merging.</summary>
internal readonly record struct MergeType(SchemaNode Node, bool Atomic, ListType ListType, IReadOnlyList<string> Keys)
{
    private static readonly SchemaNode s_untyped = new() { Type = SchemaType.Any };

    /// <summary>The type of a whole object, a list item or a map value.</summary>
    public static MergeType Of(SchemaNode node) => new(node, node.Atomic, ListType.Atomic, []);

    /// <summary>The type of a field's value.</summary>
    public static MergeType Of(SchemaField field) => new(field.Node, field.Atomic || field.Node.Atomic, field.ListType, field.ListMapKeys);

    /// <summary>Type of list items or map values.</summary>
    public MergeType Item => Of(Node.Items ?? s_untyped);

    /// <summary>True when items are identified by keys, not by value.</summary>
    public bool Keyed => ListType == ListType.Map;

    /// <summary>The type of the value under a name; untyped where the schema has none.</summary>
    public MergeType Named(string name) => Node.FieldsByName.TryGetValue(name, out var field) ? Of(field) : Item;

    /// <summary>True when a path element names a field that the schema declares, as opposed to a key of a map.</summary>
    public bool IsNamedField(string element) => element.StartsWith("f:", StringComparison.Ordinal) && Node.FieldsByName.ContainsKey(element[2..]);

    /// <summary>The type behind a path element.</summary>
    public MergeType Behind(string element) => element.StartsWith("f:", StringComparison.Ordinal) ? Named(element[2..]) : Item;

    /// <summary>How a value of this type merges. Untyped objects merge field by field, untyped lists as one.</summary>
    public MergeShape ShapeOf(JsonNode? value) => Node.Type switch
    {
        _ when Atomic => MergeShape.Leaf,
        SchemaType.Object or SchemaType.Map => MergeShape.Fields,
        SchemaType.Array => ListType == ListType.Atomic ? MergeShape.Leaf : MergeShape.Items,
        SchemaType.Any => value is JsonObject ? MergeShape.Fields : MergeShape.Leaf,
        _ => MergeShape.Leaf,
    };
}
