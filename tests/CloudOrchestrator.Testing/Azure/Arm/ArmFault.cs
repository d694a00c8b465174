namespace CloudOrchestrator.Testing.Azure.Arm;

/// <summary>An answer to give instead of doing what is asked.</summary>
/// <param name="Method">HTTP method; null for any.</param>
/// <param name="PathPart">Text that the path must contain.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Code in the error's body.</param>
/// <param name="Message">Message in the error's body.</param>
/// <param name="RetryAfterSeconds">Retry-After header; null for none.</param>
/// <param name="DoesIt">True when the request is carried out all the same and only its answer is lost.</param>
public sealed record ArmFault(
    string? Method, string PathPart, int Status, string Code, string Message = "as scripted", int? RetryAfterSeconds = null, bool DoesIt = false);
