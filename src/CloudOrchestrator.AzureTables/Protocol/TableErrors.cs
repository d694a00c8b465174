using System.Text;
using System.Text.Json;
using Azure;

namespace CloudOrchestrator.AzureTables.Protocol;

/// <summary>Turns error answers into exceptions.</summary>
internal static class TableErrors
{
    public static RequestFailedException From(Response response)
    {
        var (code, message) = Parse(Encoding.UTF8.GetString(response.Content.ToMemory().Span));
        if (code is null && response.Headers.TryGetValue("x-ms-error-code", out var header))
            code = header;
        return new RequestFailedException(response.Status, $"the Table service answered {response.Status} {code}: {message}", code, null)
        {
            Data = { ["RetryAfter"] = Pipeline.TableRetryPolicy.RetryAfter(response, TimeProvider.System) },
        };
    }

    public static (string? Code, string Message) Parse(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.TryGetProperty("odata.error", out var error))
                return (error.GetProperty("code").GetString(), error.GetProperty("message").GetProperty("value").GetString() ?? "");
        }
        catch (JsonException)
        {
            // Proxies and front ends answer in other formats; their text is all there is.
        }

        return (null, body.Length > 500 ? body[..500] : body);
    }
}
