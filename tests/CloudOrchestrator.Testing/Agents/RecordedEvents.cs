using System.Collections.Concurrent;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Recording;

namespace CloudOrchestrator.Testing.Agents;

/// <summary>Keeps the events an agent records.</summary>
public sealed class RecordedEvents : IEventRecorder
{
    private readonly ConcurrentQueue<(string Pod, string Reason, string Message)> _events = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The events so far.</summary>
    public IReadOnlyList<(string Pod, string Reason, string Message)> All => [.. _events];

    /// <summary>Waits for an event of the reason.</summary>
    /// <exception cref="TimeoutException">There was none within 30 s.</exception>
    public async Task SeenAsync(string reason)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var next = _next.Task;
            if (_events.Any(recorded => recorded.Reason == reason))
                return;
            if (await Task.WhenAny(next, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limit.Token)) != next)
                throw new TimeoutException($"no event {reason}; there are: {string.Join("; ", All)}");
        }
    }

    /// <inheritdoc/>
    public void Record(Pod pod, string fieldPath, string type, string reason, string message) => Add(pod.Metadata.Name ?? "", reason, message);

    /// <inheritdoc/>
    public void RecordNode(string type, string reason, string message) => Add("", reason, message);

    private void Add(string pod, string reason, string message)
    {
        _events.Enqueue((pod, reason, message));
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
