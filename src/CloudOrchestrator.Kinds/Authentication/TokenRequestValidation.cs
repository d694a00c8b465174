namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>Checks requests for service account tokens.</summary>
public static class TokenRequestValidation
{
    private const long SecondsMin = 600;
    private const long SecondsMax = 1L << 32;

    /// <summary>All faults of a request.</summary>
    public static IReadOnlyList<FieldError> Validate(TokenRequest value)
    {
        var faults = new FaultList();
        if (value.Spec.ExpirationSeconds < SecondsMin)
            faults.Invalid("spec.expirationSeconds", value.Spec.ExpirationSeconds, "may not specify a duration less than 10 minutes");
        if (value.Spec.ExpirationSeconds > SecondsMax)
            faults.Invalid("spec.expirationSeconds", value.Spec.ExpirationSeconds, "may not specify a duration larger than 2^32 seconds");
        return faults;
    }
}
