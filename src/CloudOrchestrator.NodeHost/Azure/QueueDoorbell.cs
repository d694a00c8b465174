using System.Net;
using System.Text.Json;
using CloudOrchestrator.NodeAgent.Doorbells;

namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>
/// Waits at the node's queue and rings the bells that its messages name. A message is taken off the queue as it is received: a bell that is lost on the way
/// costs time, acknowledging each would cost as much again as receiving it.
/// </summary>
internal sealed class QueueDoorbell(HttpClient http, NodeAccessSource access, NodeDoorbells bells, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EmptyMin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WithoutQueue = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);

    /// <summary>Receives until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var retry = RetryMin;
        while (true)
        {
            try
            {
                var granted = await access.GetAsync(cancellationToken);
                if (granted.Doorbell is { } queue)
                    await ReceiveAsync(granted, queue, cancellationToken);
                else
                    await WithoutAsync(cancellationToken);
                retry = RetryMin;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                log.LogWarning("The node's doorbell cannot be heard, trying again: {Message}", failure.GetBaseException().Message);
                await Task.Delay(retry, time, cancellationToken);
                retry = retry * 2 < RetryMax ? retry * 2 : RetryMax;
            }
        }
    }

    private async Task WithoutAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(WithoutQueue, time, cancellationToken);
        bells.RingAll();
    }

    private async Task ReceiveAsync(NodeAccess granted, QueueGrant queue, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Wait + Grace, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var request = new HttpRequestMessage(
            HttpMethod.Delete, new Uri($"{queue.Queue.AbsoluteUri.TrimEnd('/')}/messages/head?timeout={(int)Wait.TotalSeconds}"));
        request.Headers.TryAddWithoutValidation("Authorization", queue.Sas);
        NodeMeter.ServiceBusOperation("receive");
        var started = time.GetTimestamp();
        try
        {
            using var answer = await http.SendAsync(request, either.Token);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.NoContent:
                    // A service that does not wait as long as asked must not be asked in a tight loop.
                    await DelayAsync(EmptyMin - time.GetElapsedTime(started), cancellationToken);
                    return;
                case HttpStatusCode.OK or HttpStatusCode.Created:
                    Ring(await answer.Content.ReadAsByteArrayAsync(either.Token));
                    return;
                case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                    access.Refused(granted);
                    break;
                case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                    // The API makes the queue again; what was in it is lost.
                    access.Refused(granted);
                    bells.RingAll();
                    break;
            }
            var asked = answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
            await DelayAsync(asked < RetryMax ? asked : RetryMax, cancellationToken);
            throw new HttpRequestException($"the node's queue answered {(int)answer.StatusCode} {answer.ReasonPhrase}", null, answer.StatusCode);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("the node's queue has not answered in time", late);
        }
    }

    private Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        delay > TimeSpan.Zero ? Task.Delay(delay, time, cancellationToken) : Task.CompletedTask;

    private void Ring(byte[] message)
    {
        try
        {
            if (JsonSerializer.Deserialize<Doorbell>(message, JsonSerializerOptions.Web)?.Streams is { } streams)
            {
                bells.Ring(streams);
                return;
            }
            log.LogWarning("A doorbell message names no streams: asking for everything");
        }
        catch (JsonException unreadable)
        {
            log.LogWarning("A doorbell message cannot be read, asking for everything: {Message}", unreadable.Message);
        }
        bells.RingAll();
    }

    private sealed record Doorbell(string[]? Streams);
}
