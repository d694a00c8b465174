namespace CloudOrchestrator.Objects.Schemas;

/// <summary>Describes one field of an API type: its JSON name, protobuf number and merge behaviour.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string jsonName, int number) : Attribute
{
    /// <summary>The field's name in JSON and YAML.</summary>
    public string JsonName { get; } = jsonName;

    /// <summary>The field's protobuf number; 0 where the encoding carries it elsewhere (kind and apiVersion).</summary>
    public int Number { get; } = number;

    /// <summary>Number of the protobuf message around this field where JSON shows its content inline; 0 for none.</summary>
    public int Inside { get; init; }

    /// <summary>What the canonical form does with an unset or zero value.</summary>
    public Presence Presence { get; init; }

    /// <summary>
    /// An absent structure that is <see cref="Presence.Always"/> written shows as <c>null</c>, not as <c>{}</c> (a Go pointer without omitempty).
    /// </summary>
    public bool Nullable { get; init; }

    /// <summary>Listed as required in OpenAPI.</summary>
    public bool Required { get; init; }

    /// <summary>Strategic merge patch strategy: <c>merge</c>, <c>replace</c>, <c>retainKeys</c> or <c>merge,retainKeys</c>.</summary>
    public string? PatchStrategy { get; init; }

    /// <summary>Key by which a strategic merge patch matches list items.</summary>
    public string? MergeKey { get; init; }

    /// <summary>How server-side apply treats a list.</summary>
    public ListType ListType { get; init; }

    /// <summary>Comma-separated keys that identify the items of a <see cref="ListType.Map"/> list.</summary>
    public string? ListMapKeys { get; init; }

    /// <summary>Server-side apply treats the whole value as one.</summary>
    public bool Atomic { get; init; }

    /// <summary>Representation that the C# type alone does not tell.</summary>
    public FieldFormat Format { get; init; }

    /// <summary>Many objects have the same value here: those decoded from equal text share it.</summary>
    public bool Shared { get; init; }

    /// <summary>JSON text of the value an absent field takes; null for none.</summary>
    public string? Default { get; init; }
}
