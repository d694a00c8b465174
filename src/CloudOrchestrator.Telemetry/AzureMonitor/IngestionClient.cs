using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace CloudOrchestrator.Telemetry.AzureMonitor;

/// <summary>Posts envelopes. What cannot be delivered after a few tries is dropped and reported: telemetry must never hold up what it tells of.</summary>
internal sealed class IngestionClient(HttpClient http, IngestionTarget target, TimeProvider time, Action<string> report)
{
    private const int AttemptsMax = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Posts the lines; false when they were dropped.</summary>
    public async Task<bool> PostAsync(byte[] lines, int items, CancellationToken cancellationToken)
    {
        if (items == 0)
            return true;
        var body = Compress(lines);
        for (var attempt = 1; ; attempt++)
        {
            var (delivered, reason, pause) = await TryAsync(body, attempt, cancellationToken);
            if (delivered)
                return true;
            if (pause is null || attempt == AttemptsMax)
            {
                report($"{items} telemetry items could not be delivered to {target.Track.Host}: {reason}");
                return false;
            }

            await Task.Delay(pause.Value, time, cancellationToken);
        }
    }

    private async Task<(bool Delivered, string Reason, TimeSpan? Pause)> TryAsync(byte[] body, int attempt, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, attempt - 1));
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-json-stream");
            content.Headers.ContentEncoding.Add("gzip");
            using var response = await http.PostAsync(target.Track, content, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
                return (true, "", null);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            var asked = response.Headers.RetryAfter?.Delta ?? pause;
            var isPassing = (int)response.StatusCode is 408 or 429 or 439 or >= 500;
            return (false, $"{(int)response.StatusCode} {text}", isPassing ? (asked < LongestPause ? asked : LongestPause) : null);
        }
        catch (HttpRequestException unreachable)
        {
            return (false, unreachable.Message, pause);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, "no answer in time", pause);
        }
    }

    private static byte[] Compress(byte[] lines)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(lines);
        return compressed.ToArray();
    }
}
