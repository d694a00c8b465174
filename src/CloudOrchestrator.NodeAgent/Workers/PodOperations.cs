using System.Diagnostics;
using CloudOrchestrator.NodeAgent.Images;
using CloudOrchestrator.NodeAgent.Measuring;
using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Volumes;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>Carries out the actions of a pod's plans, beside its loop and each at most once at a time.</summary>
internal sealed class PodOperations : IAsyncDisposable
{
    private const string Setup = "setup";
    private static readonly TimeSpan FinishedDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OtherRetryDelay = TimeSpan.FromSeconds(2);

    private readonly AgentContext _context;
    private readonly SandboxOperations _sandboxes;
    private readonly ContainerOperations _containers;
    private readonly PodMemory _memory;
    private readonly Action<Action> _post;
    private readonly Dictionary<string, (CancellationTokenSource Cancel, Task Running)> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _failedUntil = new(StringComparer.Ordinal);

    public PodOperations(AgentContext context, SandboxOperations sandboxes, PodMemory memory, Action<Action> post)
    {
        _context = context;
        _sandboxes = sandboxes;
        _containers = new ContainerOperations(context, sandboxes);
        _memory = memory;
        _post = post;
    }

    /// <summary>True when nothing is under way.</summary>
    public bool Idle => _running.Count == 0;

    /// <summary>When the first operation that has failed may be tried again; null when none waits after <paramref name="now"/>.</summary>
    public DateTimeOffset? RetryAfter(DateTimeOffset now) =>
        _failedUntil.Values.Where(until => until > now).Select(static until => (DateTimeOffset?)until).Min();

    /// <summary>Names of the containers being started.</summary>
    public IEnumerable<string> Starting => _running.Keys.Where(key => key.StartsWith("start/", StringComparison.Ordinal)).Select(key => key["start/".Length..]);

    /// <summary>Begins an action unless it is under way; starts of containers belong to the trace.</summary>
    public void Begin(Pod pod, PodAction action, PodView view, ActivityContext trace, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case PodAction.PrepareVolumes:
                Run(Setup, token => PrepareVolumesAsync(pod, token), cancellationToken);
                break;
            case PodAction.CreateSandbox create:
                Run(Setup, token => CreateSandboxAsync(pod, create, token), cancellationToken);
                break;
            case PodAction.StartContainer start when view.Sandbox is { } sandbox:
                Run($"start/{start.Container.Name}", token => StartAsync(pod, start, sandbox, trace, token), cancellationToken);
                break;
            case PodAction.CancelStart cancel when _running.TryGetValue($"start/{cancel.ContainerName}", out var starting):
                starting.Cancel.Cancel();
                break;
            case PodAction.KillContainer kill:
                var first = !_memory.Killing.ContainsKey(kill.ContainerId);
                _memory.Killing[kill.ContainerId] = new Killing(kill.GraceSeconds);
                Run($"kill/{kill.ContainerId}/{kill.GraceSeconds}", token => KillAsync(pod, kill, view.Sandbox?.Address ?? "", first, token), cancellationToken);
                break;
            case PodAction.RemoveContainer remove:
                Run($"remove/{remove.ContainerId}", token => OtherAsync($"remove/{remove.ContainerId}", () => _sandboxes.RemoveContainerAsync(remove.ContainerId, token)), cancellationToken);
                break;
            case PodAction.ReleaseSandbox:
                Run("release", token => ReleaseSandboxAsync(pod, token), cancellationToken);
                break;
            case PodAction.Release:
                Run("release", token => ReleaseAsync(pod, token), cancellationToken);
                break;
            case PodAction.FinishDeletion:
                Run("finish", token => OtherAsync("finish", () => FinishAsync(pod, token)), cancellationToken);
                break;
            case PodAction.Tell tell when _memory.Told.Add($"{tell.Subject}/{tell.Reason}"):
                _context.Events.Record(pod, tell.FieldPath, tell.Type, tell.Reason, tell.Message);
                break;
        }
    }

    /// <summary>Brings volumes up to date when what they show has changed or a token ages; returns when to look again.</summary>
    public DateTimeOffset? RefreshVolumes(Pod pod, string address, DateTimeOffset now, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        if (_memory.VolumesRefreshAt <= now)
            (_memory.VolumesStale, _memory.VolumesRefreshAt) = (true, null);
        if (_memory.VolumesStale && Run("refresh", token => RefreshAsync(pod, address, token), cancellationToken))
            _memory.VolumesStale = false;
        return _memory.VolumesRefreshAt is { } at && (next is null || at < next) ? at : next;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (cancel, running) in _running.Values.ToArray())
        {
            await OnContext.CancelAsync(cancel);
            await running;
            cancel.Dispose();
        }
    }

    /// <summary>False when it is under way already, or has failed a moment ago.</summary>
    private bool Run(string key, Func<CancellationToken, Task> operation, CancellationToken cancellationToken)
    {
        if (_running.ContainsKey(key) || (_failedUntil.TryGetValue(key, out var until) && until > _context.Time.GetUtcNow()))
            return false;
        _failedUntil.Remove(key);
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _running[key] = (cancel, Task.CompletedTask);
        _running[key] = (cancel, CarryOutAsync(key, operation, cancel));
        return true;
    }

    private async Task CarryOutAsync(string key, Func<CancellationToken, Task> operation, CancellationTokenSource cancel)
    {
        await Task.Yield();
        try
        {
            await operation(cancel.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Given up: the pod is being deleted or the agent stops.
        }
        catch (RuntimeException failure)
        {
            // The engine is away or busy; its return, or the retry, brings another look.
            _context.Log.LogWarning("{Operation} failed, trying again in {Delay}: {Message}", key, OtherRetryDelay, failure.Message);
            RetryLater(key);
        }
        catch (Exception unexpected)
        {
            // One pod's trouble must not end the node's agent. It is told in full and tried again, never faster than the delay.
            _context.Log.LogError(unexpected, "{Operation} failed in an unexpected way, trying again in {Delay}", key, OtherRetryDelay);
            RetryLater(key);
        }
        finally
        {
            _post(() => _running.Remove(key));
        }
    }

    private void RetryLater(string key) => RetryLater(key, OtherRetryDelay);

    private void RetryLater(string key, TimeSpan delay) => _post(() => _failedUntil[key] = _context.Time.GetUtcNow() + delay);

    private async Task PrepareVolumesAsync(Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            var refreshAt = await _sandboxes.PrepareVolumesAsync(pod, "", cancellationToken);
            _post(() =>
            {
                (_memory.VolumesReady, _memory.VolumesRefreshAt) = (true, refreshAt);
                (_memory.SetupRetryAt, _memory.SetupFailures) = (null, 0);
            });
        }
        catch (Exception failure) when (failure is VolumeException || ApiUnreachable.Is(failure))
        {
            FailSetup(pod, "FailedMount", failure.Message);
        }
    }

    private async Task CreateSandboxAsync(Pod pod, PodAction.CreateSandbox create, CancellationToken cancellationToken)
    {
        try
        {
            await _sandboxes.CreateAsync(pod, create.Attempt, cancellationToken);
            _post(() => (_memory.SetupRetryAt, _memory.SetupFailures) = (null, 0));
        }
        catch (Exception failure) when (failure is RuntimeException or IOException or InvalidOperationException)
        {
            FailSetup(pod, "FailedCreatePodSandBox", $"Failed to create pod sandbox: {failure.Message}");
        }
    }

    private async Task RefreshAsync(Pod pod, string address, CancellationToken cancellationToken)
    {
        var refreshed = await OtherAsync("refresh", async () =>
        {
            var refreshAt = await _sandboxes.PrepareVolumesAsync(pod, address, cancellationToken);
            _post(() => _memory.VolumesRefreshAt = refreshAt);
        });
        if (!refreshed)
            _post(() => _memory.VolumesStale = true);
    }

    private void FailSetup(Pod pod, string reason, string message)
    {
        _context.Events.Record(pod, "", "Warning", reason, message);
        _post(() => _memory.SetupRetryAt = _context.Time.GetUtcNow() + RetryDelays.ForSetup(_memory.SetupFailures++));
    }

    private async Task StartAsync(Pod pod, PodAction.StartContainer start, ObservedSandbox sandbox, ActivityContext trace, CancellationToken cancellationToken)
    {
        var name = start.Container.Name;
        using var span = PodStart.BeginContainer(pod, name, trace);
        try
        {
            await _containers.StartAsync(pod, start, sandbox, cancellationToken);
            _post(() =>
            {
                _memory.StartFailures.Remove(name);
                _memory.FailedStarts.Remove(name);
            });
        }
        catch (ImagePullException failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            _context.Events.Record(pod, start.Container.FieldPath, "Warning", "Failed", $"Error: {failure.Reason}");
            _post(() => FailStart(name, failure.Reason, failure.Message, RetryDelays.ForPull(FailedStartsOf(name))));
        }
        catch (ContainerStartException failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            _post(() => FailStart(name, failure.Reason, failure.Message, RetryDelays.ForSetup(FailedStartsOf(name) + 1)));
        }
        catch (Exception failure) when (ApiUnreachable.Is(failure))
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            _post(() => FailStart(name, "CreateContainerConfigError", failure.Message, RetryDelays.ForSetup(FailedStartsOf(name) + 1)));
        }
    }

    private int FailedStartsOf(string name) => _memory.FailedStarts.GetValueOrDefault(name);

    private void FailStart(string name, string reason, string message, TimeSpan delay)
    {
        var now = _context.Time.GetUtcNow();
        _memory.FailedStarts[name] = FailedStartsOf(name) + 1;
        _memory.StartFailures[name] = new StartFailure(reason, message, now, now + delay);
    }

    /// <summary>A later kill only cuts the grace of the first: the hook runs once.</summary>
    private async Task KillAsync(Pod pod, PodAction.KillContainer kill, string address, bool first, CancellationToken cancellationToken)
    {
        try
        {
            if (first)
                await _containers.KillAsync(pod, kill, address, cancellationToken);
            else
                await _containers.CutShortAsync(kill, cancellationToken);
        }
        finally
        {
            _post(() => _memory.Killing.Remove(kill.ContainerId));
        }
    }

    private async Task ReleaseSandboxAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (await OtherAsync("release", () => _sandboxes.ReleaseAsync(pod, cancellationToken)))
            _post(() => (_memory.SandboxReleased, _memory.VolumesReady) = (true, false));
    }

    private async Task ReleaseAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (await OtherAsync("release", () => _sandboxes.ReleaseAllAsync(pod, cancellationToken)))
            _post(() => (_memory.Released, _memory.VolumesReady) = (true, false));
    }

    private async Task FinishAsync(Pod pod, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new Preconditions { Uid = pod.Metadata.Uid } };
        var outcome = await _context.Client.DeleteAsync<Pod>(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "", options, cancellationToken);
        // Not found or another uid: the object is gone already, and the watch will tell.
        if (outcome.Error is { Code: not (404 or 409) } error)
            throw new IOException(error.Message);
        RetryLater("finish", FinishedDelay);
    }

    /// <summary>Runs an operation that is simply tried again when it fails; true when it succeeded.</summary>
    private async Task<bool> OtherAsync(string key, Func<Task> operation)
    {
        try
        {
            await operation();
            return true;
        }
        catch (Exception failure) when (failure is RuntimeException or VolumeException or UnauthorizedAccessException || ApiUnreachable.Is(failure))
        {
            _context.Log.LogWarning("{Operation} failed, trying again in {Delay}: {Message}", key, OtherRetryDelay, failure.Message);
            RetryLater(key);
            return false;
        }
    }
}
