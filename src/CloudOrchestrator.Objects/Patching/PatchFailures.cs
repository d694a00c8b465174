namespace CloudOrchestrator.Objects.Patching;

/// <summary>The answers Kubernetes gives to patches that cannot be applied.</summary>
internal static class PatchFailures
{
    /// <summary>422 without details: the patch is well formed but does not fit the object.</summary>
    public static ApiStatus Unprocessable() =>
        ApiStatuses.Failure(422, "Invalid", "the server rejected our request due to an error in our request", new StatusDetails());

    /// <summary>A fault of the patch for which Kubernetes has no reason: it answers 500 with the bare message.</summary>
    public static ApiStatus Unclassified(string message) => ApiStatuses.Failure(500, "", message) with { Reason = null };
}
