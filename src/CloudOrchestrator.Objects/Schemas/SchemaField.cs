namespace CloudOrchestrator.Objects.Schemas;

/// <summary>One field of an object schema. The members mean what <see cref="FieldAttribute"/> says.</summary>
public sealed class SchemaField
{
    /// <inheritdoc cref="FieldAttribute.JsonName"/>
    public required string JsonName { get; init; }

    /// <summary>The field as managedFields names it.</summary>
    internal string PathElement => field ??= "f:" + JsonName;

    /// <inheritdoc cref="FieldAttribute.Number"/>
    public required int Number { get; init; }

    /// <inheritdoc cref="FieldAttribute.Inside"/>
    public int Inside { get; init; }

    /// <summary>Schema of the field's value.</summary>
    public required SchemaNode Node { get; init; }

    /// <inheritdoc cref="FieldAttribute.Presence"/>
    public Presence Presence { get; init; }

    /// <inheritdoc cref="FieldAttribute.Nullable"/>
    public bool Nullable { get; init; }

    /// <inheritdoc cref="FieldAttribute.Required"/>
    public bool Required { get; init; }

    /// <inheritdoc cref="FieldAttribute.PatchStrategy"/>
    public string? PatchStrategy { get; init; }

    /// <inheritdoc cref="FieldAttribute.MergeKey"/>
    public string? MergeKey { get; init; }

    /// <inheritdoc cref="FieldAttribute.ListType"/>
    public ListType ListType { get; init; }

    /// <summary>Keys that identify the items of a map list; empty otherwise.</summary>
    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    /// <inheritdoc cref="FieldAttribute.Atomic"/>
    public bool Atomic { get; init; }

    /// <summary>Value an absent field takes; null for none. Clone before use.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>The C# property the field was derived from; null for custom resources.</summary>
    public System.Reflection.PropertyInfo? Property { get; init; }

    /// <summary>Position among the fields of its object.</summary>
    internal int Ordinal { get; set; }
}
