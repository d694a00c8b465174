using System.Reflection;
using System.Text.Json.Nodes;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Objects.Schemas;

namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>Collects the definitions a document needs: asking for a reference adds what it refers to.</summary>
internal sealed class DefinitionSet(KindRegistry kinds, TypeDescriptions descriptions, OpenApiDialect dialect)
{
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);

    /// <summary>A reference to a definition. The definition must be in the set.</summary>
    public static JsonObject Reference(string name, OpenApiDialect dialect) =>
        new() { ["$ref"] = (dialect == OpenApiDialect.Version2 ? "#/definitions/" : "#/components/schemas/") + name };

    /// <summary>All definitions by name.</summary>
    public JsonObject ToJson() => new(_definitions.Select(definition => KeyValuePair.Create(definition.Key, (JsonNode?)definition.Value)));

    /// <summary>A reference to a definition of the set.</summary>
    public JsonObject Reference(string name) => Reference(name, dialect);

    /// <summary>Adds a kind with its list and gives its definition's name.</summary>
    public string Add(KindDescriptor kind)
    {
        var schema = kinds.SchemaOf(kind);
        var name = DefinitionNames.Of(kind, schema);
        Define(name, schema);
        AddIdentity(name, kind.GroupVersionKind);
        return name;
    }

    /// <summary>Adds the list of a kind and gives its definition's name.</summary>
    public string AddList(KindDescriptor kind)
    {
        var name = DefinitionNames.ListOf(kind, kinds.SchemaOf(kind));
        if (_definitions.ContainsKey(name))
            return name;
        var item = Add(kind);
        _definitions.Add(name, new JsonObject
        {
            ["description"] = $"A list of {kind.Names.Plural}.",
            ["type"] = "object",
            ["required"] = new JsonArray("items"),
            ["properties"] = new JsonObject
            {
                ["apiVersion"] = Text("Group and version of the list."),
                ["items"] = new JsonObject
                {
                    ["description"] = "The objects found.",
                    ["type"] = "array",
                    ["items"] = Wrap(Reference(item), [], new JsonObject()),
                },
                ["kind"] = Text("Kind of the list."),
                ["metadata"] = Wrap(Reference(Add(typeof(ListMeta))), [new("description", "Revision of the list and how to read on.")], new JsonObject()),
            },
        });
        AddIdentity(name, kind.GroupVersionKind with { Kind = kind.GroupVersionKind.Kind + "List" });
        return name;
    }

    /// <summary>Adds an annotated type, for the kind it is used as, and gives its definition's name.</summary>
    public string Add(Type type, GroupVersionKind? identity = null)
    {
        var schema = kinds.SchemaOf(type);
        Define(schema.TypeName!, schema);
        if (identity is { } kind)
            AddIdentity(schema.TypeName!, kind);
        return schema.TypeName!;
    }

    /// <summary>Adds a definition from <see cref="WellKnownDefinitions"/> and gives its name.</summary>
    public string Add(string wellKnown)
    {
        if (!_definitions.ContainsKey(wellKnown))
        {
            _definitions.Add(wellKnown, WellKnownDefinitions.Build(wellKnown, dialect));
            if (wellKnown == DefinitionNames.WatchEvent)
                Add(DefinitionNames.RawExtension);
        }
        return wellKnown;
    }

    private void AddIdentity(string name, GroupVersionKind kind)
    {
        const string Extension = "x-kubernetes-group-version-kind";
        var identity = new JsonObject { ["group"] = kind.Group, ["kind"] = kind.Kind, ["version"] = kind.Version };
        var definition = _definitions[name];
        if (definition[Extension] is not JsonArray identities)
            definition.Add(Extension, new JsonArray(identity));
        else if (!identities.Any(known => JsonNode.DeepEquals(known, identity)))
            identities.Add(identity);
    }

    private void Define(string name, SchemaNode schema)
    {
        if (_definitions.ContainsKey(name))
            return;
        var definition = new JsonObject();
        _definitions.Add(name, definition);
        Describe(definition, schema);
    }

    private void Describe(JsonObject definition, SchemaNode schema)
    {
        if (schema.ClrType is { } type && descriptions.Of(type) is { } text)
            definition.Add("description", text);
        definition.Add("type", "object");
        var required = schema.Fields.Where(field => field.Required).Select(field => JsonValue.Create(field.JsonName)).ToArray<JsonNode?>();
        if (required.Length > 0)
            definition.Add("required", new JsonArray(required));
        if (schema.Fields.Count > 0)
        {
            definition.Add("properties", new JsonObject(schema.Fields.OrderBy(field => field.JsonName, StringComparer.Ordinal)
                .Select(field => KeyValuePair.Create(field.JsonName, (JsonNode?)Property(field)))));
        }
        if (schema.Atomic)
            definition.Add("x-kubernetes-map-type", "atomic");
    }

    private JsonObject Property(SchemaField field)
    {
        var siblings = new List<KeyValuePair<string, JsonNode?>>();
        if (field.Property is { } property && descriptions.Of(property) is { } text)
            siblings.Add(new("description", text));
        if (field.Node.Type == SchemaType.Array)
        {
            if (field.ListMapKeys.Count > 0)
                siblings.Add(new("x-kubernetes-list-map-keys", new JsonArray([.. field.ListMapKeys.Select(key => JsonValue.Create(key))])));
            siblings.Add(new("x-kubernetes-list-type", field.ListType.ToString().ToLowerInvariant()));
        }
        else if (field.Atomic)
        {
            siblings.Add(new("x-kubernetes-map-type", "atomic"));
        }
        if (field.MergeKey is not null)
            siblings.Add(new("x-kubernetes-patch-merge-key", field.MergeKey));
        if (field.PatchStrategy is not null)
            siblings.Add(new("x-kubernetes-patch-strategy", field.PatchStrategy));
        var fallback = field.Default?.DeepClone() ?? (field.Presence == Presence.Always ? ZeroOf(field.Node) : null);
        return Wrap(Value(field.Node, field), siblings, fallback);
    }

    /// <summary>Adds siblings and default. Version 3 forbids siblings of a reference, so the reference becomes the only part of a conjunction.</summary>
    private JsonObject Wrap(JsonObject value, IReadOnlyList<KeyValuePair<string, JsonNode?>> siblings, JsonNode? fallback)
    {
        if (dialect == OpenApiDialect.Version2)
            fallback = null;
        if (dialect == OpenApiDialect.Version3 && value.ContainsKey("$ref") && (siblings.Count > 0 || fallback is not null))
            value = new JsonObject { ["allOf"] = new JsonArray(value) };
        foreach (var (name, sibling) in siblings)
            value.Add(name, sibling);
        if (fallback is not null)
            value.Add("default", fallback);
        return value;
    }

    private JsonObject Value(SchemaNode node, SchemaField? field) => node.Type switch
    {
        SchemaType.Object => node.TypeName is null ? Inline(node) : DefinedReference(node),
        SchemaType.Map => new() { ["type"] = "object", ["additionalProperties"] = Item(node, field) },
        SchemaType.Array => new() { ["type"] = "array", ["items"] = Item(node, field) },
        SchemaType.String => Scalar("string"),
        SchemaType.Int32 => Scalar("integer", "int32"),
        SchemaType.Int64 => Scalar("integer", "int64"),
        SchemaType.Number => Scalar("number", "double"),
        SchemaType.Boolean => Scalar("boolean"),
        SchemaType.Bytes => Scalar("string", "byte"),
        SchemaType.IntOrString => Reference(Add(DefinitionNames.IntOrString)),
        SchemaType.Quantity => Reference(Add(DefinitionNames.Quantity)),
        SchemaType.Time => Reference(Add(DefinitionNames.Time)),
        SchemaType.MicroTime => Reference(Add(DefinitionNames.MicroTime)),
        SchemaType.Duration => Reference(Add(DefinitionNames.Duration)),
        SchemaType.Any => Untyped(field),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.Type, "unknown schema type"),
    };

    private JsonObject DefinedReference(SchemaNode node)
    {
        Define(node.TypeName!, node);
        return Reference(node.TypeName!);
    }

    private JsonObject Inline(SchemaNode node)
    {
        var definition = new JsonObject();
        Describe(definition, node);
        return definition;
    }

    private JsonObject Item(SchemaNode container, SchemaField? field)
    {
        var node = container.Items ?? throw new ArgumentException("a list or map without a schema for its items", nameof(container));
        return Wrap(Value(node, field), [], ZeroOf(node));
    }

    private JsonObject Untyped(SchemaField? field) => field?.Property?.GetCustomAttribute<FieldAttribute>() switch
    {
        null => new() { ["x-kubernetes-preserve-unknown-fields"] = true },
        { Format: FieldFormat.FieldsV1 } => Reference(Add(DefinitionNames.FieldsV1)),
        _ => Reference(Add(DefinitionNames.RawExtension)),
    };

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };

    private static JsonObject Scalar(string type, string? format = null)
    {
        var schema = new JsonObject { ["type"] = type };
        if (format is not null)
            schema.Add("format", format);
        return schema;
    }

    private static JsonNode? ZeroOf(SchemaNode node) => node.Type switch
    {
        SchemaType.String => "",
        SchemaType.Int32 or SchemaType.Int64 or SchemaType.Number => 0,
        SchemaType.Boolean => false,
        SchemaType.Object => new JsonObject(),
        _ => null,
    };
}
