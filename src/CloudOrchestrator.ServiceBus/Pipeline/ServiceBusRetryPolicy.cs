using System.Globalization;
using System.Runtime.ExceptionServices;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.ServiceBus.Pipeline;

/// <summary>
/// Bounded retries. A throttled request waits as long as the service says, or the two seconds its error text speaks of; anything else that may pass (no answer,
/// 408, 5xx) waits exponentially. Waits are spread by up to a fifth so that instances that were throttled together do not return together.
/// </summary>
internal sealed class ServiceBusRetryPolicy(ServiceBusClientOptions options) : HttpPipelinePolicy
{
    private readonly int _maxRetries = options.Retry.MaxRetries;
    private readonly TimeSpan _firstDelay = options.Retry.Delay;
    private readonly TimeSpan _longestDelay = options.Retry.MaxDelay;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("the client is asynchronous only");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        for (var attempt = 0; ; attempt++)
        {
            var failure = default(Exception);
            try
            {
                await ProcessNextAsync(message, pipeline);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
            var mayPass = failure is null
                ? message.ResponseClassifier.IsRetriableResponse(message)
                : message.ResponseClassifier.IsRetriable(message, failure);
            if (!mayPass || attempt >= _maxRetries || message.CancellationToken.IsCancellationRequested)
            {
                if (failure is not null)
                    ExceptionDispatchInfo.Throw(failure);
                return;
            }
            var delay = Delay(failure is null ? message.Response : null, attempt, message.Request.ClientRequestId);
            if (failure is null)
                message.Response.Dispose();
            await Task.Delay(delay, options.Time, message.CancellationToken);
        }
    }

    private TimeSpan Delay(Azure.Response? response, int attempt, string requestId)
    {
        var delay = _firstDelay * Math.Pow(2, attempt);
        if (delay > _longestDelay)
            delay = _longestDelay;
        if (response is { Status: 429 or 503 })
        {
            var asked = response.Headers.TryGetValue("Retry-After", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(seconds)
                : options.ThrottleDelay;
            if (asked > delay)
                delay = asked;
        }
        // The spread only has to differ between requests; their ids are random already.
        return delay + (delay * 0.2 * (uint)StringComparer.Ordinal.GetHashCode(requestId) / uint.MaxValue);
    }
}
