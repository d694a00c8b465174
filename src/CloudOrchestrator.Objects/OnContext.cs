namespace CloudOrchestrator.Objects;

/// <summary>
/// Waits and starts whose continuations stay in the caller's <see cref="OneThreadContext"/>, without passing through the thread pool on the way. Outside of one
/// each is the framework's own operation and costs no more.
/// </summary>
public static class OnContext
{
    /// <summary>Starts work beside the caller, as <see cref="Task.Run(Func{Task})"/> does.</summary>
    public static Task Run(Func<Task> work) => !OneThreadContext.IsCurrent ? Task.Run(work) : YieldedAsync(work);

    /// <summary>Starts work beside the caller, as <see cref="Task.Run{TResult}(Func{Task{TResult}})"/> does.</summary>
    public static Task<T> Run<T>(Func<Task<T>> work) => !OneThreadContext.IsCurrent ? Task.Run(work) : YieldedAsync(work);

    /// <summary>Waits for a task or the token, as <see cref="Task.WaitAsync(CancellationToken)"/> does.</summary>
    public static Task WaitAsync(Task task, CancellationToken cancellationToken) => IsFrameworks(task)
        ? task.WaitAsync(cancellationToken)
        : BridgedAsync(task, Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    /// <summary>Waits for a task or the token, as <see cref="Task{TResult}.WaitAsync(CancellationToken)"/> does.</summary>
    public static async Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        await WaitAsync((Task)task, cancellationToken);
        return await task;
    }

    /// <summary>Waits for a task, the token or the time, as <see cref="Task.WaitAsync(TimeSpan, TimeProvider, CancellationToken)"/> does.</summary>
    public static Task WaitAsync(Task task, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) => IsFrameworks(task)
        ? task.WaitAsync(limit, time, cancellationToken)
        : BridgedAsync(task, limit, time, cancellationToken);

    /// <summary>Waits for the first of some tasks, as <see cref="Task.WhenAny(IEnumerable{Task})"/> does.</summary>
    public static Task<Task> WhenAny(params Task[] tasks)
    {
        if (!OneThreadContext.IsCurrent)
            return Task.WhenAny(tasks);
        if (Array.Find(tasks, task => task.IsCompleted) is { } done)
            return Task.FromResult(done);
        var first = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var task in tasks)
            _ = ForwardAsync(task, first);
        return first.Task;
    }

    /// <summary>The task of a value that may be to come, as <see cref="ValueTask{TResult}.AsTask"/> makes it.</summary>
    public static Task<T> AsTask<T>(ValueTask<T> value) => OneThreadContext.IsCurrent ? AwaitedAsync(value) : value.AsTask();

    /// <summary>Waits for a place, as <see cref="SemaphoreSlim.WaitAsync(CancellationToken)"/> does.</summary>
    public static Task EnterAsync(SemaphoreSlim gate, CancellationToken cancellationToken) =>
        !OneThreadContext.IsCurrent ? gate.WaitAsync(cancellationToken) : EnteredAsync(gate, cancellationToken);

    /// <summary>Cancels; callbacks have run when it completes.</summary>
    public static Task CancelAsync(CancellationTokenSource source)
    {
        if (!OneThreadContext.IsCurrent)
            return source.CancelAsync();
        source.Cancel();
        return Task.CompletedTask;
    }

    /// <summary>Works on items, some at a time, as <c>Parallel.ForEachAsync</c> does.</summary>
    public static async Task ForEachAsync<T>(IEnumerable<T> items, int concurrency, Func<T, CancellationToken, ValueTask> work, CancellationToken cancellationToken)
    {
        if (!OneThreadContext.IsCurrent)
        {
            await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken }, work);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // One thread: what is taken here is taken by nobody else.
        var waiting = new Queue<T>(items);
        async Task WorkAsync()
        {
            try
            {
                while (!stop.IsCancellationRequested && waiting.TryDequeue(out var item))
                    await work(item, stop.Token);
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }

        await Task.WhenAll([.. Enumerable.Range(0, Math.Min(concurrency, waiting.Count)).Select(_ => WorkAsync())]);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static async Task<T> AwaitedAsync<T>(ValueTask<T> value) => await value;

    private static bool IsFrameworks(Task task) => task.IsCompleted || !OneThreadContext.IsCurrent;

    private static async Task YieldedAsync(Func<Task> work)
    {
        await Task.Yield();
        await work();
    }

    private static async Task<T> YieldedAsync<T>(Func<Task<T>> work)
    {
        await Task.Yield();
        return await work();
    }

    private static async Task BridgedAsync(Task task, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), ended))
        using (time.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetException(new TimeoutException()), ended, limit, Timeout.InfiniteTimeSpan))
        {
            _ = ForwardAsync(task, ended);
            await ended.Task;
        }

        await task;
    }

    private static async Task ForwardAsync(Task task, TaskCompletionSource ended)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        ended.TrySetResult();
    }

    private static async Task ForwardAsync(Task task, TaskCompletionSource<Task> first)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        first.TrySetResult(task);
    }

    private static async Task EnteredAsync(SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entered = gate.WaitAsync();
        try
        {
            await WaitAsync(entered, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = ReturnAsync(entered, gate);
            throw;
        }
    }

    private static async Task ReturnAsync(Task entered, SemaphoreSlim gate)
    {
        await entered;
        gate.Release();
    }
}
