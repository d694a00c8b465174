namespace CloudOrchestrator.Objects;

/// <summary>Kinds of faults a validation reports; the names with the prefix <c>FieldValue</c> are the causes' reasons.</summary>
public enum FieldErrorType
{
    /// <summary>FieldValueRequired.</summary>
    Required,

    /// <summary>FieldValueInvalid.</summary>
    Invalid,

    /// <summary>FieldValueNotSupported.</summary>
    NotSupported,

    /// <summary>FieldValueDuplicate.</summary>
    Duplicate,

    /// <summary>FieldValueForbidden.</summary>
    Forbidden,

    /// <summary>FieldValueNotFound.</summary>
    NotFound,

    /// <summary>FieldValueTooLong.</summary>
    TooLong,

    /// <summary>FieldValueTooMany.</summary>
    TooMany,

    /// <summary>FieldValueTypeInvalid.</summary>
    TypeInvalid,

    /// <summary>InternalError.</summary>
    Internal,
}
