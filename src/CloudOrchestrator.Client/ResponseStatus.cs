using System.Globalization;
using System.Net;

namespace CloudOrchestrator.Client;

/// <summary>Reads why a request failed.</summary>
internal static class ResponseStatus
{
    private const int ShownTextMax = 500;

    public static async Task<ApiStatus> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var status = Parse(text) ?? ApiStatuses.Failure((int)response.StatusCode, Reason(response.StatusCode), Message(response, text));
        return status.Details?.RetryAfterSeconds is null && response.Headers.RetryAfter?.Delta is { } delay
            ? status with { Details = (status.Details ?? new StatusDetails()) with { RetryAfterSeconds = (int)Math.Ceiling(delay.TotalSeconds) } }
            : status;
    }

    private static ApiStatus? Parse(string text)
    {
        if (!text.StartsWith('{'))
            return null;
        try
        {
            var status = JsonSerializer.Deserialize<ApiStatus>(text, ObjectJson.Options);
            return status is { Kind: "Status", Code: not null } ? status : null;
        }
        catch (JsonException)
        {
            // Something between the server and us answered; its text is shown as it is.
            return null;
        }
    }

    private static string Message(HttpResponseMessage response, string text)
    {
        var shown = text.Length > ShownTextMax ? text[..ShownTextMax] : text;
        var message = string.Create(CultureInfo.InvariantCulture, $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}: {shown.Trim()}");
        return message.TrimEnd(' ', ':');
    }

    private static string Reason(HttpStatusCode code) => code switch
    {
        HttpStatusCode.BadRequest => "BadRequest",
        HttpStatusCode.Unauthorized => "Unauthorized",
        HttpStatusCode.Forbidden => "Forbidden",
        HttpStatusCode.NotFound => "NotFound",
        HttpStatusCode.MethodNotAllowed => "MethodNotAllowed",
        HttpStatusCode.NotAcceptable => "NotAcceptable",
        HttpStatusCode.Conflict => "Conflict",
        HttpStatusCode.Gone => "Gone",
        HttpStatusCode.RequestEntityTooLarge => "RequestEntityTooLarge",
        HttpStatusCode.UnsupportedMediaType => "UnsupportedMediaType",
        HttpStatusCode.UnprocessableEntity => "Invalid",
        HttpStatusCode.TooManyRequests => "TooManyRequests",
        HttpStatusCode.ServiceUnavailable => "ServiceUnavailable",
        HttpStatusCode.GatewayTimeout => "Timeout",
        _ => "InternalError",
    };
}
