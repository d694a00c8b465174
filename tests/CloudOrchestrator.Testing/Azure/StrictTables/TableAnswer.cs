using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>An answer to a request.</summary>
internal sealed record TableAnswer(int Status, ReadOnlyMemory<byte> Body, string ContentType = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8")
{
    public Dictionary<string, string> Headers { get; } = [];

    public static TableAnswer Json(int status, object value) => new(status, JsonSerializer.SerializeToUtf8Bytes(value));

    public static TableAnswer Error(TableRefusal refusal) => new(refusal.Status, Encoding.UTF8.GetBytes(ErrorBody(refusal)));

    public static string ErrorBody(TableRefusal refusal)
    {
        var message = new Dictionary<string, object> { ["lang"] = "en-US", ["value"] = $"{(refusal.Index is { } index ? $"{index}:" : "")}{refusal.Message}\nRequestId:0\nTime:0" };
        return JsonSerializer.Serialize(new Dictionary<string, object> { ["odata.error"] = new Dictionary<string, object> { ["code"] = refusal.Code, ["message"] = message } });
    }

    public async Task WriteAsync(HttpContext context, TimeProvider time)
    {
        context.Response.StatusCode = Status;
        context.Response.Headers.Date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in Headers)
            context.Response.Headers[name] = value;
        if (Body.IsEmpty)
            return;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = Body.Length;
        await context.Response.Body.WriteAsync(Body);
    }
}
