using System.Globalization;

namespace CloudOrchestrator.Kinds.Validation;

/// <summary>Collects all faults of an object in the order they are found.</summary>
internal sealed class FaultList : List<FieldError>
{
    /// <summary>What Kubernetes says of a number below zero.</summary>
    public const string Negative = "must be greater than or equal to 0";

    /// <summary>What Kubernetes says of a number that is not above zero.</summary>
    public const string NotPositive = "must be greater than zero";

    /// <summary>What Kubernetes says of a field that may not change.</summary>
    public const string Immutable = "field is immutable";

    /// <summary>A required field is missing.</summary>
    public void Required(string path, string detail = "") => Add(FieldError.Required(path, detail));

    /// <summary>A value is wrong.</summary>
    public void Invalid(string path, object? value, string detail) => Add(FieldError.Invalid(path, value, detail));

    /// <summary>A value is wrong, for each of the reasons.</summary>
    public void Invalid(string path, object? value, IEnumerable<string> details)
    {
        foreach (var detail in details)
            Invalid(path, value, detail);
    }

    /// <summary>A value is none of those allowed, which are named in the order given.</summary>
    public void NotSupported(string path, object? value, params IEnumerable<string> supported) =>
        Add(new FieldError(FieldErrorType.NotSupported, path, value, "supported values: " + string.Join(", ", supported.Select(item => $"\"{item}\""))));

    /// <summary>A value occurs twice.</summary>
    public void Duplicate(string path, object? value, string detail = "") => Add(new FieldError(FieldErrorType.Duplicate, path, value, detail));

    /// <summary>A field may not be set here.</summary>
    public void Forbidden(string path, string detail) => Add(FieldError.Forbidden(path, detail));

    /// <summary>A value names something that does not exist.</summary>
    public void NotFound(string path, object? value, string detail = "") => Add(new FieldError(FieldErrorType.NotFound, path, value, detail));

    /// <summary>A text is too long.</summary>
    public void TooLong(string path, int maximum) => Add(FieldError.TooLong(path, maximum));

    /// <summary>A list has too many items.</summary>
    public void TooMany(string path, int actual, int maximum) => Add(FieldError.TooMany(path, actual, maximum));

    /// <summary>A number must not be below zero.</summary>
    public void RequireNonNegative(string path, long? value)
    {
        if (value < 0)
            Invalid(path, value, Negative);
    }

    /// <summary>A value must be as it was.</summary>
    public void RequireUnchanged<T>(string path, T value, T old)
    {
        if (!EqualityComparer<T>.Default.Equals(value, old))
            Invalid(path, value, Immutable);
    }

    /// <summary>A text, when given, must be one of those allowed; absent is a fault as well.</summary>
    public void RequireOneOf(string path, string? value, params string[] supported)
    {
        if (string.IsNullOrEmpty(value))
            Required(path);
        else if (!supported.Contains(value, StringComparer.Ordinal))
            NotSupported(path, value, supported);
    }

    /// <summary>The wording of a range check.</summary>
    public static string InclusiveRange(long minimum, long maximum) =>
        string.Create(CultureInfo.InvariantCulture, $"must be between {minimum} and {maximum}, inclusive");
}
