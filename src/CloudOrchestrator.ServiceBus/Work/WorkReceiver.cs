using System.Diagnostics;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>Receives work messages and hands their items to a handler, some at once, one item never twice at once.</summary>
internal sealed class WorkReceiver(
    ServiceBusClient client, ServiceBusWorkQueueOptions options, WorkRetry retry, Func<WorkItem, CancellationToken, Task> handler, int concurrency) : IDisposable
{
    private static readonly ActivitySource Source = new("CloudOrchestrator.WorkQueue");

    private readonly ServiceBusReceiver _receiver = client.CreateReceiver(options.Queue);
    private readonly SemaphoreSlim _free = new(concurrency);
    private readonly Lock _gate = new();
    private readonly Dictionary<WorkItem, Task> _inHand = [];
    private readonly HashSet<Task> _messages = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                // A message is fetched only for a handler that is free: a lock held while waiting in line would be a lock wasted.
                await _free.WaitAsync(cancellationToken);
                _free.Release();
                if (await FetchAsync(cancellationToken) is { } message)
                    Begin(message, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Task[] running;
            lock (_gate)
                running = [.. _messages];
            await Task.WhenAll(running);
        }
    }

    public void Dispose() => _free.Dispose();

    private async Task<ServiceBusReceivedMessage?> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _receiver.ReceiveMessageAsync(options.ReceiveWait, cancellationToken);
        }
        catch (ServiceBusException exception)
        {
            options.OnReceiveFailure(exception);
            await Task.Delay(options.ReceiveRetryDelay, client.Options.Time, cancellationToken);
            return null;
        }
    }

    private void Begin(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var task = HandleAsync(message, cancellationToken);
            _messages.Add(task);
            _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void Forget(Task task)
    {
        if (task.Exception is { } defect)
            options.OnReceiveFailure(defect);
        lock (_gate)
            _messages.Remove(task);
    }

    /// <summary>Whatever goes wrong leaves the message to be delivered again, here or elsewhere.</summary>
    private async Task HandleAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        await Task.Yield();
        using var handled = new CancellationTokenSource();
        var renewing = RenewAsync(message, handled.Token);
        try
        {
            var isDone = await HandleItemsAsync(message, cancellationToken);
            await handled.CancelAsync();
            await renewing;
            if (isDone)
                await _receiver.CompleteMessageAsync(message, CancellationToken.None);
            else
                await _receiver.AbandonMessageAsync(message, CancellationToken.None);
        }
        catch (ServiceBusException exception)
        {
            options.OnReceiveFailure(exception);
        }
        finally
        {
            await handled.CancelAsync();
            await renewing;
        }
    }

    /// <summary>True when every item was handled or sent again.</summary>
    private async Task<bool> HandleItemsAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        WorkMessage work;
        try
        {
            work = WorkMessage.Decode(message.Body);
        }
        catch (FormatException exception)
        {
            await retry.PoisonAsync(message.Body, exception.Message, CancellationToken.None);
            return true;
        }
        using var activity = Source.StartActivity("work handle", ActivityKind.Consumer, work.TraceParent);
        var results = await Task.WhenAll(work.Items.Distinct().Select(item => HandleItemAsync(item, cancellationToken)));
        var failed = results.Where(result => result.Failure is not null).ToList();
        if (failed.Count > 0)
        {
            var outcomes = await retry.RetryAsync([.. failed.Select(result => new FailedWork(result.Item, work.Attempt, Reason(result.Failure!)))], CancellationToken.None);
            for (var i = 0; i < failed.Count; i++)
                options.OnFailure(failed[i].Item, failed[i].Failure!, outcomes[i]);
        }
        return results.All(result => result.IsDone);
    }

    private async Task<(WorkItem Item, bool IsDone, Exception? Failure)> HandleItemAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? before;
        lock (_gate)
        {
            _inHand.TryGetValue(item, out before);
            _inHand[item] = turn.Task;
        }
        var isFree = false;
        try
        {
            if (before is not null)
                await before;
            await _free.WaitAsync(cancellationToken);
            isFree = true;
            await handler(item, cancellationToken);
            return (item, true, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (item, false, null);
        }
        catch (Exception exception)
        {
            return (item, true, exception);
        }
        finally
        {
            if (isFree)
                _free.Release();
            lock (_gate)
            {
                if (_inHand.TryGetValue(item, out var last) && last == turn.Task)
                    _inHand.Remove(item);
            }
            turn.SetResult();
        }
    }

    /// <summary>Renews the lock each time half of it is over.</summary>
    private async Task RenewAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var half = (message.LockedUntil - client.ServiceNow) / 2;
                await Task.Delay(half > TimeSpan.FromSeconds(1) ? half : TimeSpan.FromSeconds(1), client.Options.Time, cancellationToken);
                await _receiver.RenewMessageLockAsync(message, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Handled in time.
        }
        catch (ServiceBusException exception)
        {
            // The message will be delivered again; handling an item twice is harmless.
            options.OnReceiveFailure(exception);
        }
    }

    private static string Reason(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";
}
