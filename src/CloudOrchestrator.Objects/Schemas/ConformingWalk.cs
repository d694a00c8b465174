namespace CloudOrchestrator.Objects.Schemas;

/// <summary>One pass of <see cref="SchemaConformer.Conform"/> over a tree.</summary>
internal sealed class ConformingWalk
{
    private readonly JsonPathTrail _trail = new();
    private readonly Stack<SchemaNode> _structures = new();
    private List<string>? _unknown;
    private List<string>? _errors;

    public ConformResult Run(JsonObject value, SchemaNode schema)
    {
        Structure(value, schema);
        return new ConformResult(_unknown ?? [], _errors ?? []);
    }

    private void Structure(JsonObject value, SchemaNode schema)
    {
        _structures.Push(schema);
        var ordered = ConformFields(value, schema);
        ordered &= AddMissing(value, schema);
        if (!ordered)
            Reorder(value, schema);
        _structures.Pop();
    }

    private bool ConformFields(JsonObject value, SchemaNode schema)
    {
        var ordered = true;
        var last = -1;
        for (var i = 0; i < value.Count;)
        {
            var (name, given) = value.GetAt(i);
            _trail.Push(name);
            if (!schema.FieldsByName.TryGetValue(name, out var field))
            {
                (_unknown ??= []).Add(_trail.ToString());
                value.RemoveAt(i);
            }
            else if (ConformField(value, i, given, field))
            {
                ordered &= field.Ordinal > last;
                last = field.Ordinal;
                i++;
            }
            _trail.Pop();
        }
        return ordered;
    }

    /// <summary>Returns false when the field was removed.</summary>
    private bool ConformField(JsonObject owner, int index, JsonNode? given, SchemaField field)
    {
        var result = given is null ? null : Value(given, field.Node);
        if (result is null && field.Presence == Presence.Always)
            result = field.Nullable ? null : Missing(field.Node);
        else if (result is null || (field.Presence == Presence.OmitEmpty && IsEmpty(result, field.Node)))
        {
            owner.RemoveAt(index);
            return false;
        }
        if (!ReferenceEquals(result, given))
            owner.SetAt(index, result);
        return true;
    }

    private bool AddMissing(JsonObject value, SchemaNode schema)
    {
        var complete = true;
        foreach (var field in schema.AlwaysFields)
        {
            if (value.ContainsKey(field.JsonName))
                continue;
            complete &= value.Count == 0 || schema.FieldsByName[value.GetAt(value.Count - 1).Key].Ordinal < field.Ordinal;
            _trail.Push(field.JsonName);
            value.Add(field.JsonName, field.Nullable ? null : Missing(field.Node));
            _trail.Pop();
        }
        return complete;
    }

    private static void Reorder(JsonObject value, SchemaNode schema)
    {
        var fields = value.ToArray();
        value.Clear();
        Array.Sort(fields, (left, right) => schema.FieldsByName[left.Key].Ordinal.CompareTo(schema.FieldsByName[right.Key].Ordinal));
        foreach (var (name, field) in fields)
            value.Add(name, field);
    }

    /// <summary>What Go prints for a value that was never set and is not a pointer.</summary>
    private JsonNode? Missing(SchemaNode schema)
    {
        switch (schema.Type)
        {
            case SchemaType.Object:
                var empty = new JsonObject();
                Structure(empty, schema);
                return empty;
            case SchemaType.String:
                return JsonValue.Create("");
            case SchemaType.Boolean:
                return JsonValue.Create(false);
            case SchemaType.Int32 or SchemaType.Int64 or SchemaType.Number or SchemaType.IntOrString:
                return JsonNumbers.Create(0);
            case SchemaType.Quantity:
                return JsonValue.Create("0");
            case SchemaType.Duration:
                return JsonValue.Create("0s");
            default:
                return null;
        }
    }

    private static bool IsEmpty(JsonNode value, SchemaNode schema) => value switch
    {
        JsonObject map => map.Count == 0 && schema.Type == SchemaType.Map,
        JsonArray list => list.Count == 0,
        JsonValue scalar => schema.Type switch
        {
            SchemaType.String or SchemaType.Bytes => scalar.TryGetValue<string>(out var text) && text.Length == 0,
            SchemaType.Boolean => scalar.GetValueKind() == JsonValueKind.False,
            SchemaType.Int32 or SchemaType.Int64 => scalar.TryGetValue<long>(out var number) && number == 0,
            SchemaType.Number => scalar.TryGetValue<double>(out var number) && number == 0,
            _ => false,
        },
        _ => false,
    };

    private JsonNode? Value(JsonNode given, SchemaNode schema)
    {
        switch (schema.Type)
        {
            case SchemaType.Any:
                return given;
            case SchemaType.Object when given is JsonObject structure:
                Structure(structure, schema);
                return given;
            case SchemaType.Map when given is JsonObject map:
                Map(map, schema.Items!);
                return given;
            case SchemaType.Array when given is JsonArray list:
                List(list, schema.Items!);
                return given;
            case SchemaType.Object or SchemaType.Map or SchemaType.Array:
                return Mismatch(given, schema);
            default:
                return Scalar(given, schema);
        }
    }

    private JsonNode? Scalar(JsonNode given, SchemaNode schema)
    {
        switch (CanonicalScalar.Read(given, schema.Type, out var canonical, out var problem))
        {
            case ScalarOutcome.Good:
                return canonical;
            case ScalarOutcome.WrongType:
                return Mismatch(given, schema, problem);
            default:
                (_errors ??= []).Add(problem);
                return given;
        }
    }

    private void Map(JsonObject map, SchemaNode items)
    {
        var ordered = true;
        for (var i = 0; i < map.Count; i++)
        {
            var (key, given) = map.GetAt(i);
            ordered &= i == 0 || string.CompareOrdinal(map.GetAt(i - 1).Key, key) < 0;
            _trail.PushKey(key);
            var result = Item(given, items);
            if (!ReferenceEquals(result, given))
                map.SetAt(i, result);
            _trail.Pop();
        }
        if (ordered)
            return;
        var entries = map.ToArray();
        map.Clear();
        foreach (var (key, value) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            map.Add(key, value);
    }

    private void List(JsonArray list, SchemaNode items)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var given = list[i];
            _trail.Push(i);
            var result = Item(given, items);
            if (!ReferenceEquals(result, given))
                list[i] = result;
            _trail.Pop();
        }
    }

    private JsonNode? Item(JsonNode? given, SchemaNode schema) => (given is null ? null : Value(given, schema)) ?? MissingItem(schema);

    // No bytes come back from storage as empty ones.
    private JsonNode? MissingItem(SchemaNode schema) => schema.Type == SchemaType.Bytes ? JsonValue.Create("") : Missing(schema);

    private JsonNode Mismatch(JsonNode given, SchemaNode schema, string found = "")
    {
        if (found.Length == 0)
            found = CanonicalScalar.GoKind(given);
        var structure = _structures.Peek().GoName;
        var field = $"{structure[(structure.LastIndexOf('.') + 1)..]}.{_trail.ToFieldNames()}";
        (_errors ??= []).Add($"json: cannot unmarshal {found} into Go struct field {field} of type {CanonicalScalar.GoType(schema)}");
        return given;
    }
}
