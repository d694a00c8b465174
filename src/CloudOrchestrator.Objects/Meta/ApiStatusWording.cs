using System.Globalization;

namespace CloudOrchestrator.Objects.Meta;

/// <summary>Renders validation faults the way Kubernetes words them.</summary>
internal static class ApiStatusWording
{
    public static ApiStatus Invalid(GroupVersionKind kind, string name, IReadOnlyList<FieldError> errors)
    {
        var qualified = kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";
        var bodies = errors.Select(error => (error, Body: Body(error))).ToArray();
        var distinct = bodies.Select(item => $"{item.error.Field}: {item.Body}").Distinct(StringComparer.Ordinal).ToArray();
        var message = $"{qualified} {GoText.Quote(name)} is invalid";
        if (distinct.Length > 0)
            message += ": " + (distinct.Length == 1 ? distinct[0] : $"[{string.Join(", ", distinct)}]");
        return ApiStatuses.Failure(422, "Invalid", message, new StatusDetails
        {
            Name = name.Length == 0 ? null : name,
            Group = kind.Group.Length == 0 ? null : kind.Group,
            Kind = kind.Kind,
            Causes = bodies.Length == 0
                ? null
                : [.. bodies.Select(item => new StatusCause { Reason = Reason(item.error.Type), Message = item.Body, Field = item.error.Field })],
        });
    }

    /// <summary>The fault without its field.</summary>
    public static string Body(FieldError error)
    {
        var body = Label(error.Type);
        if (ShowsValue(error))
            body += ": " + Value(error.BadValue);
        return error.Detail.Length == 0 ? body : $"{body}: {error.Detail}";
    }

    private static bool ShowsValue(FieldError error) => !ReferenceEquals(error.BadValue, FieldError.NoValue) && error.Type is
        FieldErrorType.Invalid or FieldErrorType.NotSupported or FieldErrorType.Duplicate
        or FieldErrorType.NotFound or FieldErrorType.TooMany or FieldErrorType.TypeInvalid;

    private static string Value(object? value) => value switch
    {
        null => "\"null\"",
        string text => GoText.Quote(text),
        bool truth => truth ? "true" : "false",
        IntOrString either => GoText.IntOrString(either),
        Quantity quantity => GoText.Quote(quantity.ToString()),
        DateTimeOffset time => GoText.Quote(Timestamps.Format(time)),
        LabelSelector selector => GoText.Selector(selector),
        JsonValue json when json.GetValueKind() == JsonValueKind.String => GoText.Quote(json.GetValue<string>()),
        JsonNode json => json.ToJsonString(ObjectJson.Options),
        IReadOnlyDictionary<string, string> map => GoText.Map(map),
        IEnumerable<string> list => GoText.List(list),
        Enum name => GoText.Quote(name.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value, value.GetType(), ObjectJson.Options),
    };

    private static string Label(FieldErrorType type) => type switch
    {
        FieldErrorType.Required => "Required value",
        FieldErrorType.NotSupported => "Unsupported value",
        FieldErrorType.Duplicate => "Duplicate value",
        FieldErrorType.Forbidden => "Forbidden",
        FieldErrorType.NotFound => "Not found",
        FieldErrorType.TooLong => "Too long",
        FieldErrorType.TooMany => "Too many",
        FieldErrorType.Internal => "Internal error",
        _ => "Invalid value",
    };

    private static string Reason(FieldErrorType type) => type == FieldErrorType.Internal ? "InternalError" : $"FieldValue{type}";
}
