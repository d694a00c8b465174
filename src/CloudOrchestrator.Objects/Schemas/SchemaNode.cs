using System.Collections.Frozen;
using CloudOrchestrator.Objects.Protobuf;

namespace CloudOrchestrator.Objects.Schemas;

/// <summary>The structure of one value. Built once from the C# types (or from a CustomResourceDefinition) and immutable afterwards.</summary>
public sealed class SchemaNode
{
    private ProtobufLayout? _layout;

    /// <summary>Structural type.</summary>
    public required SchemaType Type { get; init; }

    /// <summary>OpenAPI definition name of an <see cref="SchemaType.Object"/>; null for anonymous nodes.</summary>
    public string? TypeName { get; init; }

    /// <summary>C# type the node was derived from; null for custom resources.</summary>
    public Type? ClrType { get; init; }

    /// <summary>Schema of list items or map values.</summary>
    public SchemaNode? Items { get; init; }

    /// <summary>Server-side apply treats the value as one.</summary>
    public bool Atomic { get; init; }

    /// <summary>Fields of an <see cref="SchemaType.Object"/> in declaration order. Set once by the builder because types may be recursive.</summary>
    public IReadOnlyList<SchemaField> Fields { get; private set; } = [];

    /// <summary>The fields by JSON name.</summary>
    public FrozenDictionary<string, SchemaField> FieldsByName { get; private set; } = FrozenDictionary<string, SchemaField>.Empty;

    /// <summary>The fields that the canonical form always shows.</summary>
    internal IReadOnlyList<SchemaField> AlwaysFields { get; private set; } = [];

    /// <summary>The fields that declare a default.</summary>
    internal IReadOnlyList<SchemaField> DefaultedFields { get; private set; } = [];

    /// <summary>The fields by protobuf number; built on first use.</summary>
    internal ProtobufLayout ProtobufLayout => _layout ??= new ProtobufLayout(Fields);

    /// <summary>Type name as Go's messages have it: <c>v1.Container</c>.</summary>
    internal string GoName
    {
        get
        {
            var parts = (TypeName ?? "").Split('.');
            return parts.Length < 2 ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
        }
    }

    /// <summary>Completes the node; called once by the builder.</summary>
    internal void SetFields(IReadOnlyList<SchemaField> fields)
    {
        for (var i = 0; i < fields.Count; i++)
            fields[i].Ordinal = i;
        Fields = fields;
        AlwaysFields = [.. fields.Where(field => field.Presence == Presence.Always)];
        DefaultedFields = [.. fields.Where(field => field.Default is not null)];
        FieldsByName = fields.ToFrozenDictionary(field => field.JsonName, StringComparer.Ordinal);
    }
}
