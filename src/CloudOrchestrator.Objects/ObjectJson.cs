using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CloudOrchestrator.Objects;

/// <summary>Converts between JSON and the annotated C# types. Property names come from <see cref="FieldAttribute"/>; nulls are not written.</summary>
public static class ObjectJson
{
    /// <summary>The shared, immutable serializer options.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>Decodes UTF-8 JSON.</summary>
    /// <exception cref="JsonException">The text does not have the type's structure.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException($"null is no {typeof(T).Name}");

    /// <summary>Decodes a tree.</summary>
    /// <exception cref="JsonException">The tree does not have the type's structure.</exception>
    public static T Deserialize<T>(JsonNode node) =>
        node.Deserialize<T>(Options) ?? throw new JsonException($"null is no {typeof(T).Name}");

    /// <summary>Encodes as UTF-8 JSON.</summary>
    public static byte[] Serialize<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>Encodes as a tree.</summary>
    public static JsonObject ToJsonObject<T>(T value) => JsonSerializer.SerializeToNode(value, Options)!.AsObject();

    private static JsonSerializerOptions CreateOptions()
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(NameFields);
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = resolver,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = ObjectJsonReader.DepthMax,
        };
        options.Converters.Add(new QuantityJsonConverter());
        options.Converters.Add(new IntOrStringJsonConverter());
        options.Converters.Add(new TimeJsonConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void NameFields(JsonTypeInfo typeInfo)
    {
        foreach (var property in typeInfo.Properties)
        {
            if (property.AttributeProvider?.GetCustomAttributes(typeof(FieldAttribute), false) is [FieldAttribute field, ..])
            {
                property.Name = field.JsonName;
                // Null means absent, so it must not replace the value that an absent property has.
                if (property.Set is { } set && !property.PropertyType.IsValueType)
                    property.Set = (target, value) => SetUnlessNull(set, target, value);
                if (field.Shared)
                    property.CustomConverter = SharedConverter.Of(property.PropertyType);
                if (field.Format == FieldFormat.MicroTime)
                {
                    property.CustomConverter = property.PropertyType == typeof(DateTimeOffset)
                        ? new MicroTimeJsonConverter()
                        : new NullableMicroTimeJsonConverter();
                }
            }
        }
    }

    private static void SetUnlessNull(Action<object, object?> set, object target, object? value)
    {
        if (value is not null)
            set(target, value);
    }
}
