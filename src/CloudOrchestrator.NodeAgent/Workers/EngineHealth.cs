using CloudOrchestrator.NodeAgent.Runtime;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>
/// Notices an engine that still holds its connections and answers nobody. It is asked about a container that never was, which takes the engine itself and no container:
/// one that hangs says nothing about the rest. Kubernetes' agent calls a runtime down after the same time.
/// </summary>
internal sealed class EngineHealth(IContainerRuntime runtime, TimeProvider time, ILogger log)
{
    /// <summary>How long an engine may be silent.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(30);

    /// <summary>How often it is asked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly string NoContainer = new('0', 64);

    /// <summary>Why the engine counts as down; null while it answers.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Asks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var answered = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(Interval, time, cancellationToken);
            var failure = await AskAsync(cancellationToken);
            if (failure is null)
                answered = time.GetTimestamp();
            Note(failure is not null && time.GetElapsedTime(answered) >= SilenceMax ? failure : null);
        }
    }

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TimeLimit.RunAsync("it has not answered", SilenceMax, time, token => runtime.InspectAsync(NoContainer, token), cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is RuntimeException or TimeoutException)
        {
            return failure.Message;
        }
    }

    private void Note(string? failure)
    {
        var trouble = failure is null ? null : $"container runtime is down: {failure}";
        if (trouble is not null && Trouble is null)
            log.LogWarning("The container engine does not answer: {Message}", failure);
        Trouble = trouble;
    }
}
