namespace CloudOrchestrator.Objects.Apply;

/// <summary>How server-side apply treats a value.</summary>
internal enum MergeShape
{
    /// <summary>One value: a scalar or something atomic.</summary>
    Leaf,

    /// <summary>A structure or map, field by field.</summary>
    Fields,

    /// <summary>A list whose items are identified by keys or, in sets, by value.</summary>
    Items,
}
