using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>Writes a pod's status when it differs from what the API server has, one write at a time.</summary>
internal sealed class PodStatusWriter(AgentContext context, Action<Action> post)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private string _sent = "";
    private string _returned = "";
    private bool _writing;
    private DateTimeOffset? _retryAt;

    /// <summary>True when there is nothing to write. A server that stores a status otherwise than it was sent does not get it over and over.</summary>
    public bool IsWritten(Pod pod, PodStatus status)
    {
        var wanted = Text(status);
        var stored = Text(pod.Status ?? new PodStatus());
        return wanted == stored || (wanted == _sent && stored == _returned);
    }

    /// <summary>Begins a write unless one is under way; its end brings another look.</summary>
    public void Begin(Pod pod, PodStatus status, Action<Pod> stored, CancellationToken cancellationToken)
    {
        if (_writing || _retryAt > context.Time.GetUtcNow())
            return;
        (_writing, _retryAt) = (true, null);
        context.Log.LogDebug("Writing the status of {Pod}", pod.Metadata.Name);
        Running = WriteAsync(pod, status, stored, cancellationToken);
    }

    /// <summary>When a write that has failed may be tried again; null when none waits after <paramref name="now"/>.</summary>
    public DateTimeOffset? RetryAfter(DateTimeOffset now) => _retryAt > now ? _retryAt : null;

    /// <summary>The write under way.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    private static string Text(PodStatus status) => System.Text.Encoding.UTF8.GetString(ObjectJson.Serialize(status));

    private async Task WriteAsync(Pod pod, PodStatus status, Action<Pod> stored, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            var outcome = await context.Client.UpdateAsync(pod with { Kind = "Pod", ApiVersion = "v1", Status = status }, "status", cancellationToken);
            if (outcome.Error is { Code: 409 })
                outcome = await context.Client.GetAsync<Pod>(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "", cancellationToken);
            else if (outcome.Succeeded)
                post(() => Remember(Text(status), Text(outcome.Value.Status ?? new PodStatus())));
            if (outcome.Succeeded && outcome.Value.Metadata.Uid == pod.Metadata.Uid)
                post(() => stored(outcome.Value));
            else if (!outcome.Succeeded && outcome.Error.Code != 404)
                Fail(pod, outcome.Error.Message ?? "");
            else
                RetryLater();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The agent stops.
        }
        catch (Exception failure) when (ApiUnreachable.Is(failure))
        {
            Fail(pod, failure.Message);
        }
        finally
        {
            post(() => _writing = false);
        }
    }

    // Mostly it is stored as it was sent: then there is nothing to keep for each pod.
    private void Remember(string sent, string returned) => (_sent, _returned) = sent == returned ? ("", "") : (sent, returned);

    private void Fail(Pod pod, string message)
    {
        context.Log.LogWarning("The status of {Namespace}/{Pod} could not be written: {Message}", pod.Metadata.Namespace, pod.Metadata.Name, message);
        RetryLater();
    }

    private void RetryLater() => post(() => _retryAt = context.Time.GetUtcNow() + RetryDelay);
}
