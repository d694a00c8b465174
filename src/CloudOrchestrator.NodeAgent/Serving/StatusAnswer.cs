using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.NodeAgent.Serving;

/// <summary>Refusals as the API server expects them.</summary>
internal static class StatusAnswer
{
    public static async Task WriteAsync(HttpContext context, ApiStatus status)
    {
        context.Response.StatusCode = status.Code ?? 500;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(ObjectJson.Serialize(status), context.RequestAborted);
    }
}
