namespace CloudOrchestrator.Objects.Meta;

/// <summary>The failures of the API, each with Kubernetes' reason, code and wording.</summary>
public static class ApiStatuses
{
    /// <summary>404: the object does not exist.</summary>
    public static ApiStatus NotFound(ResourceName resource, string name) =>
        Failure(404, "NotFound", $"{resource.Qualified} \"{name}\" not found", new StatusDetails { Name = name, Group = OrNull(resource.Group), Kind = resource.Plural });

    /// <summary>404: no such path or resource type.</summary>
    public static ApiStatus ResourceNotFound() => Failure(404, "NotFound", "the server could not find the requested resource", new StatusDetails());

    /// <summary>409: an object of that name exists.</summary>
    public static ApiStatus AlreadyExists(ResourceName resource, string name) =>
        Failure(409, "AlreadyExists", $"{resource.Qualified} \"{name}\" already exists", new StatusDetails { Name = name, Group = OrNull(resource.Group), Kind = resource.Plural });

    /// <summary>409: the object moved on, or a precondition failed.</summary>
    public static ApiStatus Conflict(ResourceName resource, string name, string problem) =>
        Failure(409, "Conflict", $"Operation cannot be fulfilled on {resource.Qualified} \"{name}\": {problem}", new StatusDetails { Name = name, Group = OrNull(resource.Group), Kind = resource.Plural });

    /// <summary>The usual optimistic-lock conflict.</summary>
    public static ApiStatus Modified(ResourceName resource, string name) =>
        Conflict(resource, name, "the object has been modified; please apply your changes to the latest version and try again");

    /// <summary>422: validation found faults; all are listed.</summary>
    public static ApiStatus Invalid(GroupVersionKind kind, string name, IReadOnlyList<FieldError> errors) => ApiStatusWording.Invalid(kind, name, errors);

    /// <summary>400.</summary>
    public static ApiStatus BadRequest(string message) => Failure(400, "BadRequest", message);

    /// <summary>401.</summary>
    public static ApiStatus Unauthorized() => Failure(401, "Unauthorized", "Unauthorized");

    /// <summary>403.</summary>
    public static ApiStatus Forbidden(ResourceName resource, string name, string why) =>
        Failure(403, "Forbidden", name.Length == 0 ? $"{resource.Qualified} is forbidden: {why}" : $"{resource.Qualified} \"{name}\" is forbidden: {why}",
            new StatusDetails { Name = OrNull(name), Group = OrNull(resource.Group), Kind = resource.Plural });

    /// <summary>405.</summary>
    public static ApiStatus MethodNotAllowed(string message = "the server does not allow this method on the requested resource") => Failure(405, "MethodNotAllowed", message);

    /// <summary>406.</summary>
    public static ApiStatus NotAcceptable(string message) => Failure(406, "NotAcceptable", message);

    /// <summary>410: the revision asked for is no longer held.</summary>
    public static ApiStatus Expired(string message) => Failure(410, "Expired", message);

    /// <summary>413.</summary>
    public static ApiStatus TooLarge(string message) => Failure(413, "RequestEntityTooLarge", message);

    /// <summary>415.</summary>
    public static ApiStatus UnsupportedMediaType(string message) => Failure(415, "UnsupportedMediaType", message);

    /// <summary>429, with the time after which to try again.</summary>
    public static ApiStatus TooManyRequests(string message, int retryAfterSeconds) =>
        Failure(429, "TooManyRequests", message, new StatusDetails { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>500.</summary>
    public static ApiStatus InternalError(string message) => Failure(500, "InternalError", $"Internal error occurred: {message}");

    /// <summary>503.</summary>
    public static ApiStatus ServiceUnavailable(string message) => Failure(503, "ServiceUnavailable", message);

    /// <summary>504.</summary>
    public static ApiStatus Timeout(string message, int retryAfterSeconds = 1) =>
        Failure(504, "Timeout", message, new StatusDetails { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>Success without an object.</summary>
    public static ApiStatus Success(StatusDetails? details = null) =>
        new() { Kind = "Status", ApiVersion = "v1", Metadata = new(), Status = "Success", Details = details };

    /// <summary>Any failure.</summary>
    public static ApiStatus Failure(int code, string reason, string message, StatusDetails? details = null) => new()
    {
        Kind = "Status",
        ApiVersion = "v1",
        Metadata = new(),
        Status = "Failure",
        Message = message,
        Reason = reason,
        Details = details,
        Code = code,
    };

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
