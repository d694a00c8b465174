using System.Globalization;
using System.Text;
using Azure;

namespace CloudOrchestrator.AzureTables.Protocol;

/// <summary>Reads the multipart answer to a transaction: as many successes as steps, or the one failure.</summary>
internal static class BatchResponse
{
    /// <summary>Status of the part that failed; null when all succeeded.</summary>
    public static int? FailedStatus(Response response) => FailedPart(Encoding.UTF8.GetString(response.Content.ToMemory().Span))?.Status;

    /// <summary>Throws when a part failed.</summary>
    public static void Check(Response response, int attempts)
    {
        if (FailedPart(Encoding.UTF8.GetString(response.Content.ToMemory().Span)) is not var (status, body))
            return;
        var (code, message) = TableErrors.Parse(body);
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        int? index = colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        throw new TableTransactionFailedException(status, $"the Table service refused a transaction with {status} {code}: {message}", code, index) { Attempts = attempts };
    }

    private static (int Status, string Body)? FailedPart(string text)
    {
        const string Line = "HTTP/1.1 ";
        for (var at = text.IndexOf(Line, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Line, at + 1, StringComparison.Ordinal))
        {
            var status = int.Parse(text.AsSpan(at + Line.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture);
            if (status < 400)
                continue;
            var end = text.IndexOf("\r\n--", at, StringComparison.Ordinal);
            var open = text.IndexOf('{', at);
            if (end < 0)
                end = text.Length;
            return (status, open >= 0 && open < end ? text[open..(text.LastIndexOf('}', end - 1) + 1)] : "");
        }

        return null;
    }
}
