namespace CloudOrchestrator.Objects.Schemas;

/// <summary>Representation of a field that its C# type alone does not tell.</summary>
public enum FieldFormat
{
    /// <summary>As the C# type says.</summary>
    None,

    /// <summary>RFC 3339 time with microseconds.</summary>
    MicroTime,

    /// <summary>A Go duration such as <c>1m30s</c>; int64 nanoseconds in protobuf.</summary>
    Duration,

    /// <summary>Any JSON; bytes of JSON in protobuf (RawExtension).</summary>
    Raw,

    /// <summary>A managed-fields set; bytes of JSON in protobuf (FieldsV1).</summary>
    FieldsV1,
}
