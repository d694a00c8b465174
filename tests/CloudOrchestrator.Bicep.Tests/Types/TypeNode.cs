namespace CloudOrchestrator.Bicep.Tests.Types;

internal enum Shape
{
    Any,
    Text,
    Number,
    Truth,
    Nothing,
    Map,
    Array,
    Object,
}

/// <summary>What a value may be: its shape, the texts allowed, the properties of an object or of an array's items.</summary>
internal sealed record TypeNode(Shape Shape)
{
    public static TypeNode Any { get; } = new(Shape.Any);

    public static TypeNode Text { get; } = new(Shape.Text);

    public static TypeNode Number { get; } = new(Shape.Number);

    public static TypeNode Truth { get; } = new(Shape.Truth);

    public IReadOnlyList<string> Allowed { get; init; } = [];

    public Dictionary<string, PropertyType> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>Type of the items of an array of texts.</summary>
    public TypeNode? Item { get; set; }

    /// <summary>Of a word of the language: <c>string</c>, <c>int</c>, <c>bool</c>, <c>object</c>, <c>array</c>.</summary>
    public static TypeNode? OfWord(string word) => word switch
    {
        "string" => Text,
        "int" => Number,
        "bool" => Truth,
        "object" or "map" => new TypeNode(Shape.Map),
        "array" => new TypeNode(Shape.Array) { Item = Any },
        "any" => Any,
        _ => null,
    };

    public bool Accepts(TypeNode value) =>
        Shape == Shape.Any || value.Shape is Shape.Any or Shape.Nothing || Shape == value.Shape || (Shape is Shape.Map or Shape.Object && value.Shape is Shape.Map or Shape.Object);

    public override string ToString() => Allowed.Count > 0 ? string.Join(" or ", Allowed) : Shape switch
    {
        Shape.Text => "string",
        Shape.Number => "int",
        Shape.Truth => "bool",
        Shape.Nothing => "null",
        Shape.Array => "array",
        Shape.Any => "any",
        _ => "object",
    };
}

internal sealed record PropertyType(TypeNode Type, bool Required, bool ReadOnly);
