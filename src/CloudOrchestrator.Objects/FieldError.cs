namespace CloudOrchestrator.Objects;

/// <summary>One fault of an object, at a field path such as <c>spec.containers[0].name</c>.</summary>
/// <param name="Type">What kind of fault.</param>
/// <param name="Field">Path of the field.</param>
/// <param name="BadValue">The offending value as JSON or text; null where the fault shows none.</param>
/// <param name="Detail">Explanation; may be empty.</param>
public sealed record FieldError(FieldErrorType Type, string Field, object? BadValue, string Detail)
{
    /// <summary>Stands for the offending value where the fault names none although its type normally shows one.</summary>
    public static readonly object NoValue = new();

    /// <summary>A required field is missing.</summary>
    public static FieldError Required(string field, string detail = "") => new(FieldErrorType.Required, field, null, detail);

    /// <summary>A value is malformed or out of range.</summary>
    public static FieldError Invalid(string field, object? value, string detail) => new(FieldErrorType.Invalid, field, value, detail);

    /// <summary>A value is not one of those allowed.</summary>
    public static FieldError NotSupported(string field, object? value, params IEnumerable<string> supported) =>
        new(FieldErrorType.NotSupported, field, value, "supported values: " + string.Join(", ", supported.Order(StringComparer.Ordinal).Select(GoText.Quote)));

    /// <summary>A value that must be unique occurs twice.</summary>
    public static FieldError Duplicate(string field, object? value) => new(FieldErrorType.Duplicate, field, value, "");

    /// <summary>A field may not be set here.</summary>
    public static FieldError Forbidden(string field, string detail) => new(FieldErrorType.Forbidden, field, null, detail);

    /// <summary>A value names something that does not exist.</summary>
    public static FieldError NotFound(string field, object? value) => new(FieldErrorType.NotFound, field, value, "");

    /// <summary>A text or list is longer than allowed.</summary>
    public static FieldError TooLong(string field, int maximum) => new(FieldErrorType.TooLong, field, null, $"may not be more than {maximum} bytes");

    /// <summary>A list has too many items.</summary>
    public static FieldError TooMany(string field, int actual, int maximum) =>
        new(FieldErrorType.TooMany, field, actual, maximum == 1 ? "must have at most 1 item" : $"must have at most {maximum} items");
}
