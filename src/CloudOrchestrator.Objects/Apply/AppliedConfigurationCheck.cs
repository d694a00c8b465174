using System.Globalization;

namespace CloudOrchestrator.Objects.Apply;

/// <summary>Checks that an applied configuration fits the schema well enough to be merged, and words what does not as structured-merge-diff does.</summary>
internal sealed class AppliedConfigurationCheck
{
    private readonly List<string> _path = [];
    private readonly List<string> _faults = [];

    private AppliedConfigurationCheck()
    {
    }

    /// <summary>All faults, each with its path; empty when there are none.</summary>
    public static IReadOnlyList<string> Check(JsonObject applied, SchemaNode schema)
    {
        var check = new AppliedConfigurationCheck();
        check.Visit(MergeType.Of(schema), applied);
        return check._faults;
    }

    private void Visit(MergeType type, JsonNode? value)
    {
        if (value is null)
            return;
        switch (type.Node.Type)
        {
            case SchemaType.Object or SchemaType.Map when value is JsonObject fields:
                VisitFields(type, fields);
                break;
            case SchemaType.Object or SchemaType.Map:
                Fault($"expected map, got &{{{Plain(value)}}}");
                break;
            case SchemaType.Array when value is JsonArray items:
                VisitItems(type, items);
                break;
            case SchemaType.Array:
                Fault($"expected list, got &{{{Plain(value)}}}");
                break;
            default:
                VisitScalar(type.Node.Type, value);
                break;
        }
    }

    private void VisitFields(MergeType type, JsonObject fields)
    {
        foreach (var (name, value) in fields)
        {
            var field = type.Node.FieldsByName.GetValueOrDefault(name);
            _path.Add("f:" + name);
            if (field is null && type.Node.Items is null)
                Fault("field not declared in schema");
            else
                Visit(field is null ? type.Item : MergeType.Of(field), value);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void VisitItems(MergeType type, JsonArray items)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
        {
            var element = "i:" + index.ToString(CultureInfo.InvariantCulture);
            if (type.ListType != ListType.Atomic)
            {
                if (ListItems.PathElement(type, items[index], out var problem) is not { } identified)
                {
                    Fault($"element {index}: {problem}");
                    return;
                }
                element = identified;
                if (!seen.Add(element))
                    Fault($"duplicate entries for key {ApplyConflicts.ElementText(element)}");
            }
            _path.Add(element);
            Visit(type.Item, items[index]);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void VisitScalar(SchemaType type, JsonNode value)
    {
        var kind = value.GetValueKind();
        switch (type)
        {
            case SchemaType.Int32 or SchemaType.Int64 or SchemaType.Number when kind != JsonValueKind.Number:
                Fault($"expected numeric (int or float), got {GoType(kind)}");
                break;
            case SchemaType.String or SchemaType.Bytes or SchemaType.Duration when kind != JsonValueKind.String:
                Fault($"expected string, got &value.valueUnstructured{{Value:{Plain(value)}}}");
                break;
            case SchemaType.Boolean when kind is not (JsonValueKind.True or JsonValueKind.False):
                Fault($"expected boolean, got &{{{Plain(value)}}}");
                break;
            case SchemaType.IntOrString or SchemaType.Quantity or SchemaType.Time or SchemaType.MicroTime when value is not JsonValue:
                Fault($"expected any scalar, got &{{{Plain(value)}}}");
                break;
            default:
                break;
        }
    }

    private void Fault(string problem)
    {
        var path = ApplyConflicts.PathText(_path);
        _faults.Add(path.Length == 0 ? problem : $"{path}: {problem}");
    }

    private static string Plain(JsonNode value) => value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : value.ToJsonString();

    private static string GoType(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "[]interface {}",
        _ => "map[string]interface {}",
    };
}
