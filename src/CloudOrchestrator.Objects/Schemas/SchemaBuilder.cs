using System.Collections.Concurrent;
using System.Reflection;

namespace CloudOrchestrator.Objects.Schemas;

/// <summary>Derives schemas from annotated C# types. One instance shares the nodes of types that occur in several kinds; safe for concurrent use.</summary>
public sealed class SchemaBuilder
{
    private readonly ConcurrentDictionary<Type, SchemaNode> _finished = new();
    private readonly Dictionary<Type, SchemaNode> _objects = [];
    private readonly Dictionary<(Type Type, FieldFormat Format), SchemaNode> _values = [];
    private readonly Lock _gate = new();

    /// <summary>The schema of <paramref name="type"/>, an annotated record.</summary>
    public SchemaNode Build(Type type)
    {
        if (_finished.TryGetValue(type, out var node))
            return node;
        // Types may refer to each other in circles, so a node is only handed out when the whole graph it reaches is complete.
        lock (_gate)
        {
            node = BuildObject(type);
            _finished[type] = node;
            return node;
        }
    }

    private SchemaNode BuildObject(Type type)
    {
        if (_objects.TryGetValue(type, out var known))
            return known;
        var name = type.GetCustomAttribute<ApiTypeAttribute>()
            ?? throw new ArgumentException($"{type.Name} has no {nameof(ApiTypeAttribute)}", nameof(type));
        var node = new SchemaNode { Type = SchemaType.Object, TypeName = name.Name, ClrType = type, Atomic = name.Atomic };
        _objects.Add(type, node);
        var fields = new List<SchemaField>();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<FieldAttribute>() is { } attribute)
                fields.Add(BuildField(property, attribute));
        }
        node.SetFields(fields);
        return node;
    }

    private SchemaField BuildField(PropertyInfo property, FieldAttribute attribute) => new()
    {
        JsonName = attribute.JsonName,
        Number = attribute.Number,
        Inside = attribute.Inside,
        Node = BuildValue(property.PropertyType, attribute.Format),
        Presence = attribute.Presence,
        Nullable = attribute.Nullable,
        Required = attribute.Required,
        PatchStrategy = attribute.PatchStrategy,
        MergeKey = attribute.MergeKey,
        ListType = attribute.ListType,
        ListMapKeys = attribute.ListMapKeys?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
        Atomic = attribute.Atomic,
        Default = attribute.Default is null ? null : JsonNode.Parse(attribute.Default),
        Property = property,
    };

    private SchemaNode BuildValue(Type type, FieldFormat format)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsDefined(typeof(ApiTypeAttribute), false))
            return BuildObject(type);
        if (_values.TryGetValue((type, format), out var known))
            return known;
        var node = ItemType(type) is { } items
            ? new SchemaNode { Type = items.Schema, ClrType = type, Items = BuildValue(items.Type, format) }
            : new SchemaNode { Type = ScalarType(type, format), ClrType = type };
        _values.Add((type, format), node);
        return node;
    }

    private static (SchemaType Schema, Type Type)? ItemType(Type type)
    {
        if (!type.IsGenericType)
            return null;
        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(IReadOnlyList<>))
            return (SchemaType.Array, type.GetGenericArguments()[0]);
        if (definition == typeof(IReadOnlyDictionary<,>) && type.GetGenericArguments()[0] == typeof(string))
            return (SchemaType.Map, type.GetGenericArguments()[1]);
        return null;
    }

    private static SchemaType ScalarType(Type type, FieldFormat format) => type switch
    {
        _ when format is FieldFormat.Raw or FieldFormat.FieldsV1 => SchemaType.Any,
        _ when type == typeof(string) => format == FieldFormat.Duration ? SchemaType.Duration : SchemaType.String,
        _ when type == typeof(int) => SchemaType.Int32,
        _ when type == typeof(long) => SchemaType.Int64,
        _ when type == typeof(double) => SchemaType.Number,
        _ when type == typeof(bool) => SchemaType.Boolean,
        _ when type == typeof(byte[]) => SchemaType.Bytes,
        _ when type == typeof(IntOrString) => SchemaType.IntOrString,
        _ when type == typeof(Quantity) => SchemaType.Quantity,
        _ when type == typeof(DateTimeOffset) => format == FieldFormat.MicroTime ? SchemaType.MicroTime : SchemaType.Time,
        _ when type == typeof(JsonElement) || typeof(JsonNode).IsAssignableFrom(type) => SchemaType.Any,
        _ => throw new ArgumentException($"no schema type stands for {type}", nameof(type)),
    };
}
