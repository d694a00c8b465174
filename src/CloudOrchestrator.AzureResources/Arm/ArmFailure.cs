using Azure;

namespace CloudOrchestrator.AzureResources.Arm;

/// <summary>Why Azure Resource Manager refused a request.</summary>
/// <param name="Kind">What follows from it.</param>
/// <param name="Code">The service's code.</param>
/// <param name="Message">The service's words.</param>
/// <param name="RetryAfter">How long to wait before asking again.</param>
internal sealed record ArmFailure(ArmFailureKind Kind, string Code, string Message, TimeSpan RetryAfter)
{
    private static readonly TimeSpan ThrottledDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongDelay = TimeSpan.FromMinutes(5);

    private static readonly string[] CapacityCodes =
    [
        "AllocationFailed", "ZonalAllocationFailed", "OverconstrainedAllocationRequest", "OverconstrainedZonalAllocationRequest", "SkuNotAvailable",
        "QuotaExceeded", "SpotQuotaExceeded", "ResourceQuotaExceeded", "OperationNotAllowed", "SubscriptionRequestsThrottledForCapacity",
    ];

    /// <summary>What the exception of a client means.</summary>
    public static ArmFailure Of(RequestFailedException exception)
    {
        var code = exception.ErrorCode ?? "";
        var kind = KindOf(exception.Status, code, exception.Message);
        var header = exception.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true ? text : null;
        var delay = double.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : DelayOf(kind);
        // The first line says it; what follows are headers.
        return new(kind, code.Length > 0 ? code : $"HTTP{exception.Status}", exception.Message.Split('\n')[0].Trim(), delay);
    }

    private static ArmFailureKind KindOf(int status, string code, string message) => status switch
    {
        429 => ArmFailureKind.Throttled,
        404 => ArmFailureKind.NotFound,
        401 or 403 => ArmFailureKind.Denied,
        // "OperationNotAllowed" says both that a quota is used up and that the resource is being changed.
        409 when CapacityCodes.Contains(code) && (code != "OperationNotAllowed" || message.Contains("quota", StringComparison.OrdinalIgnoreCase)) => ArmFailureKind.NoCapacity,
        409 or 412 => ArmFailureKind.Busy,
        >= 400 and < 500 => CapacityCodes.Contains(code) ? ArmFailureKind.NoCapacity : ArmFailureKind.Invalid,
        _ => ArmFailureKind.Unavailable,
    };

    private static TimeSpan DelayOf(ArmFailureKind kind) => kind switch
    {
        ArmFailureKind.Throttled => ThrottledDelay,
        ArmFailureKind.Busy or ArmFailureKind.Unavailable => BusyDelay,
        _ => LongDelay,
    };
}
