namespace CloudOrchestrator.Objects.Schemas;

/// <summary>Structural type of a <see cref="SchemaNode"/>.</summary>
public enum SchemaType
{
    /// <summary>An object with named fields.</summary>
    Object,

    /// <summary>An object whose values all have one schema.</summary>
    Map,

    /// <summary>A list.</summary>
    Array,

    /// <summary>A string.</summary>
    String,

    /// <summary>A signed 32-bit integer.</summary>
    Int32,

    /// <summary>A signed 64-bit integer.</summary>
    Int64,

    /// <summary>A floating-point number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Base64 text.</summary>
    Bytes,

    /// <summary>An integer or a string.</summary>
    IntOrString,

    /// <summary>A quantity: text or number, canonical as text.</summary>
    Quantity,

    /// <summary>RFC 3339 time, whole seconds.</summary>
    Time,

    /// <summary>RFC 3339 time with microseconds.</summary>
    MicroTime,

    /// <summary>A Go duration as text.</summary>
    Duration,

    /// <summary>Any JSON value, kept as it is.</summary>
    Any,
}
