using System.Diagnostics.Metrics;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>
/// What happens to work that failed: it is sent again alone, later each time, and after the last try goes to the poison queue with its reason. Once a method has
/// returned, the message the work came in may be completed; when it throws, it must not be.
/// </summary>
public sealed class WorkRetry
{
    private static readonly Meter Meter = new("CloudOrchestrator");
    private static readonly Counter<long> Retried = Meter.CreateCounter<long>("cloudorchestrator.workqueue.retried", "{item}", "Work items sent again after a failure");
    private static readonly Counter<long> Poisoned = Meter.CreateCounter<long>("cloudorchestrator.workqueue.poisoned", "{item}", "Work given up and moved to the poison queue");

    private readonly WorkSender _work;
    private readonly ServiceBusSender _poison;
    private readonly ServiceBusWorkQueueOptions _options;

    internal WorkRetry(ServiceBusClient client, WorkSender work, ServiceBusWorkQueueOptions options)
    {
        _work = work;
        _options = options;
        _poison = client.CreateSender(options.PoisonQueue);
    }

    /// <summary>Deals with items that failed. What was done is returned in their order.</summary>
    public async Task<IReadOnlyList<RetryOutcome>> RetryAsync(IReadOnlyList<FailedWork> failed, CancellationToken cancellationToken)
    {
        var outcomes = failed.Select(Outcome).ToList();
        var poison = failed.Where((_, index) => outcomes[index].IsPoison).Select(Poison).ToList();
        if (poison.Count > 0)
        {
            await _poison.SendMessagesAsync(poison, cancellationToken);
            Poisoned.Add(poison.Count);
        }
        var again = failed.Zip(outcomes).Where(pair => !pair.Second.IsPoison).ToList();
        await Task.WhenAll(again.Select(pair => _work.SendAsync([pair.First.Item], pair.Second.Delay, pair.First.Attempt + 1)));
        Retried.Add(again.Count);
        return outcomes;
    }

    /// <summary>Moves a message that is not a work message to the poison queue.</summary>
    public async Task PoisonAsync(string body, string reason, CancellationToken cancellationToken)
    {
        await _poison.SendMessageAsync(PoisonMessage(body, reason, 0), cancellationToken);
        Poisoned.Add(1);
    }

    private static ServiceBusMessage Poison(FailedWork failed) =>
        PoisonMessage(new WorkMessage([failed.Item], failed.Attempt).Encode(), failed.Reason, failed.Attempt);

    private static ServiceBusMessage PoisonMessage(string body, string reason, int attempt)
    {
        var message = new ServiceBusMessage(body);
        message.ApplicationProperties[PoisonQueue.ReasonProperty] = reason.Length <= PoisonQueue.LongestReason ? reason : reason[..PoisonQueue.LongestReason];
        message.ApplicationProperties[PoisonQueue.AttemptsProperty] = attempt;
        return message;
    }

    private RetryOutcome Outcome(FailedWork failed)
    {
        if (failed.Attempt >= _options.MaxAttempts)
            return new RetryOutcome(true, failed.Attempt, TimeSpan.Zero);
        var delay = _options.FirstRetryDelay * Math.Pow(2, Math.Min(failed.Attempt - 1, 30));
        return new RetryOutcome(false, failed.Attempt, delay < _options.LongestRetryDelay ? delay : _options.LongestRetryDelay);
    }
}
