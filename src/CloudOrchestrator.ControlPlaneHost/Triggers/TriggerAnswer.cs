using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ControlPlaneHost.Triggers;

/// <summary>What the Functions host is answered. It waits for this JSON: a success with an empty body would never end the invocation.</summary>
internal static class TriggerAnswer
{
    /// <summary>The invocation has succeeded: the messages of the trigger are completed.</summary>
    public static Task SucceedAsync(HttpContext context, params string[] logs) => WriteAsync(context, StatusCodes.Status200OK, logs);

    /// <summary>The invocation has failed: the messages are given back, all of them.</summary>
    public static Task FailAsync(HttpContext context, string why) => WriteAsync(context, StatusCodes.Status500InternalServerError, [why]);

    private static async Task WriteAsync(HttpContext context, int code, string[] logs)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new { Outputs = new Dictionary<string, string>(), Logs = logs, ReturnValue = (string?)null });
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
