namespace CloudOrchestrator.Objects.Apply;

/// <summary>
/// Compares two versions of an object. Fields that the canonical form always writes count as there whenever their structure is there, so that creating
/// an object owns its leaves but not the structures every object of its kind has. Metadata that the server owns is left out.
/// </summary>
internal sealed class ComparisonWalker
{
    private readonly List<string> _path = [];
    private readonly JsonObject _nothing = [];
    private readonly FieldSet _added = new();
    private readonly FieldSet _modified = new();
    private readonly FieldSet _removed = new();

    private ComparisonWalker()
    {
    }

    /// <summary>Compares; a missing left side counts as an empty object.</summary>
    public static FieldComparison Compare(JsonObject? left, JsonObject right, SchemaNode schema)
    {
        var walker = new ComparisonWalker();
        walker.VisitFields(MergeType.Of(schema), new(true, left ?? walker._nothing), new(true, right));
        return new(walker._added, walker._modified, walker._removed);
    }

    private void Visit(string element, MergeType type, Side left, Side right)
    {
        if (left.Present != right.Present)
        {
            _path.Add(element);
            (right.Present ? _added : _removed).Graft(_path, FieldSetReader.ReadAll(right.Present ? right.Value : left.Value, type));
            _path.RemoveAt(_path.Count - 1);
            return;
        }
        var shape = type.ShapeOf(left.Value ?? right.Value);
        if (shape == MergeShape.Leaf && JsonNode.DeepEquals(left.Value, right.Value))
            return;
        _path.Add(element);
        if (shape == MergeShape.Fields && IsObjectOrNull(left) && IsObjectOrNull(right))
            VisitFields(type, left, right);
        else if (shape == MergeShape.Items && IsListOrNull(left) && IsListOrNull(right))
            VisitItems(type, left, right);
        else
            Leaf(left, right);
        _path.RemoveAt(_path.Count - 1);
    }

    private void Leaf(Side left, Side right)
    {
        if (!JsonNode.DeepEquals(left.Value, right.Value))
            _modified.Insert(_path);
    }

    private void VisitFields(MergeType type, Side left, Side right)
    {
        var leftFields = left.Value as JsonObject;
        var rightFields = right.Value as JsonObject;
        if (leftFields is null or { Count: 0 } && rightFields is null or { Count: 0 })
        {
            Leaf(left, right);
            return;
        }
        if (rightFields is not null)
        {
            foreach (var (name, value) in rightFields)
            {
                if (!ServerOwnedFields.Includes(_path, name))
                    VisitField(type, name, Of(leftFields, name), new(true, value), leftFields is not null);
            }
        }
        if (leftFields is not null)
        {
            foreach (var (name, value) in leftFields)
            {
                if (!ServerOwnedFields.Includes(_path, name) && rightFields?.ContainsKey(name) != true)
                    VisitField(type, name, new(true, value), default, rightFields is not null);
            }
        }
    }

    /// <param name="otherExists">The structure exists on the side that may lack the field.</param>
    private void VisitField(MergeType type, string name, Side left, Side right, bool otherExists)
    {
        var field = type.Node.FieldsByName.GetValueOrDefault(name);
        var isMetadata = _path.Count == 0 && name == ServerOwnedFields.Metadata;
        if (otherExists && left.Present != right.Present && (isMetadata || field is { Presence: Presence.Always }))
        {
            if (IsZero(left.Present ? left.Value : right.Value))
                return;
            var implied = new Side(true, isMetadata || field!.Node.Type == SchemaType.Object ? _nothing : null);
            (left, right) = left.Present ? (left, implied) : (implied, right);
        }
        Visit(field?.PathElement ?? "f:" + name, field is null ? type.Item : MergeType.Of(field), left, right);
    }

    private void VisitItems(MergeType type, Side left, Side right)
    {
        var leftItems = left.Value as JsonArray;
        var rightItems = right.Value as JsonArray;
        if (leftItems is null or { Count: 0 } && rightItems is null or { Count: 0 })
        {
            Leaf(left, right);
            return;
        }
        if (leftItems is not null && rightItems is not null && JsonNode.DeepEquals(leftItems, rightItems))
            return;
        var leftByElement = Index(type, leftItems);
        var rightByElement = Index(type, rightItems);
        if (leftByElement is null || rightByElement is null)
        {
            Leaf(left, right);
            return;
        }
        foreach (var (element, items) in rightByElement)
            VisitItem(type, element, leftByElement.GetValueOrDefault(element) ?? [], items);
        foreach (var (element, items) in leftByElement)
        {
            if (!rightByElement.ContainsKey(element))
                VisitItem(type, element, items, []);
        }
    }

    /// <summary>Items that occur once are compared; what occurs several times counts as one value.</summary>
    private void VisitItem(MergeType type, string element, List<JsonNode?> left, List<JsonNode?> right)
    {
        if (left.Count <= 1 && right.Count <= 1)
        {
            Visit(element, type.Item, Single(left), Single(right));
            return;
        }
        _path.Add(element);
        if (left.Count >= 2 && right.Count >= 2)
        {
            if (!left.SequenceEqual(right, JsonEquality.Instance))
                _modified.Insert(_path);
        }
        else
        {
            (left.Count >= 2 ? _removed : _added).Insert(_path);
        }
        _path.RemoveAt(_path.Count - 1);
        if (left.Count >= 2 && right.Count == 1)
            Visit(element, type.Item, default, Single(right));
        else if (left.Count == 1 && right.Count >= 2)
            Visit(element, type.Item, Single(left), default);
    }

    private static Side Of(JsonObject? fields, string name) =>
        fields is not null && fields.TryGetPropertyValue(name, out var value) ? new(true, value) : default;

    private static Side Single(List<JsonNode?> items) => items.Count == 0 ? default : new(true, items[0]);

    private static bool IsObjectOrNull(Side side) => side.Value is null or JsonObject;

    private static bool IsListOrNull(Side side) => side.Value is null or JsonArray;

    /// <summary>True for the value that a field has when nobody sets it.</summary>
    public static bool IsZero(JsonNode? value) => value switch
    {
        null => true,
        JsonValue scalar => scalar.GetValueKind() switch
        {
            JsonValueKind.String => scalar.GetValue<string>().Length == 0,
            JsonValueKind.Number => scalar.TryGetValue<long>(out var number) && number == 0,
            JsonValueKind.False => true,
            _ => false,
        },
        _ => false,
    };

    private static Dictionary<string, List<JsonNode?>>? Index(MergeType type, JsonArray? items)
    {
        var result = new Dictionary<string, List<JsonNode?>>(StringComparer.Ordinal);
        foreach (var item in items ?? [])
        {
            if (ListItems.PathElement(type, item, out _) is not { } element)
                return null;
            if (result.TryGetValue(element, out var same))
                same.Add(item);
            else
                result.Add(element, [item]);
        }
        return result;
    }

    private readonly record struct Side(bool Present, JsonNode? Value);
}
