using System.Globalization;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>Answers of the host itself, as the API would word them.</summary>
internal static class StatusAnswer
{
    /// <summary>Writes a failure.</summary>
    public static async Task WriteAsync(HttpContext context, ApiStatus status)
    {
        var bytes = ObjectJson.Serialize(status);
        if (status.Details?.RetryAfterSeconds is > 0 and { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = status.Code ?? StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>503, with the time after which to try again; null names none.</summary>
    public static Task UnavailableAsync(HttpContext context, string message, TimeSpan? retryAfter) => WriteAsync(context, ApiStatuses.ServiceUnavailable(message) with
    {
        Details = retryAfter is { } pause ? new StatusDetails { RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds)) } : null,
    });
}
