using System.Security.Cryptography;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using CloudOrchestrator.AzureTables.Protocol;

namespace CloudOrchestrator.AzureTables.Pipeline;

/// <summary>
/// Sends a request again while the service is busy, failing or out of reach, within a limit on the whole. Every request of this project may be sent twice:
/// those that are not idempotent by themselves carry what tells their callers that the first one counted.
/// </summary>
internal sealed class TableRetryPolicy(TableClientOptions options) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("the Table client is asynchronous");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var time = options.TimeProvider;
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            Attempts.Set(message, attempt);
            var failure = await TryAsync(message, pipeline, options.TotalTimeout - time.GetElapsedTime(started));
            if (failure is null && !IsTransient(message.Response))
                return;
            var delay = (failure is null ? RetryAfter(message.Response, time) : null) ?? Backoff(attempt);
            if (attempt >= options.AttemptsMax || time.GetElapsedTime(started) + delay >= options.TotalTimeout)
            {
                if (failure is not null)
                    throw new RequestFailedException(0, $"the Table service at {message.Request.Uri.Host} did not answer in {attempt} attempts: {failure.Message}", failure);
                return;
            }

            if (message.HasResponse)
                message.Response.Dispose();
            await Task.Delay(delay, time, message.CancellationToken);
        }
    }

    /// <summary>How long the service asks to wait.</summary>
    public static TimeSpan? RetryAfter(Response response, TimeProvider time)
    {
        if (!response.Headers.TryGetValue("Retry-After", out var text))
            return null;
        if (int.TryParse(text, out var seconds) && seconds >= 0)
            return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var at) && at > time.GetUtcNow() ? at - time.GetUtcNow() : null;
    }

    public static bool IsTransient(int status) => status is 408 or 429 or 500 or 502 or 503 or 504;

    private static bool IsTransient(Response response) => IsTransient(response.Status == 202 ? BatchResponse.FailedStatus(response) ?? 202 : response.Status);

    private async ValueTask<Exception?> TryAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline, TimeSpan left)
    {
        message.NetworkTimeout = left < options.TryTimeout ? TimeSpan.FromTicks(Math.Max(left.Ticks, TimeSpan.TicksPerSecond)) : options.TryTimeout;
        try
        {
            await ProcessNextAsync(message, pipeline);
            return null;
        }
        catch (Exception exception) when (!message.CancellationToken.IsCancellationRequested
            && exception is IOException or RequestFailedException { Status: 0 } or OperationCanceledException)
        {
            return exception;
        }
    }

    // Between half and all of the doubled pause, so that those who were refused together do not come back together.
    private TimeSpan Backoff(int attempt)
    {
        var full = Math.Min(options.RetryDelayMax.TotalMilliseconds, options.RetryDelay.TotalMilliseconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromMilliseconds((full / 2) + (full / 2 * RandomNumberGenerator.GetInt32(1000) / 1000));
    }
}
