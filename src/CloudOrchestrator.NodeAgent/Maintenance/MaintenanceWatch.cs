using System.Globalization;
using CloudOrchestrator.NodeAgent.Recording;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Maintenance;

/// <summary>
/// Prepares the node for what its provider announces: no new pods, the pods it has sent away in time, and then the word that it may begin. When it is over and
/// the machine is still there, pods may come again.
/// </summary>
/// <param name="notices">What is announced.</param>
/// <param name="cordon">Keeps pods away.</param>
/// <param name="drain">Sends pods away.</param>
/// <param name="events">Where it is recorded.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures that are retried are told.</param>
public sealed class MaintenanceWatch(
    IMaintenanceNotices notices, NodeCordon cordon, NodeDrain drain, IEventRecorder events, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookIntervalWhilePreparing = TimeSpan.FromSeconds(2);
    // A pod that was bound just before the cordon may not be known here yet.
    private static readonly TimeSpan AfterCordon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NoticeUnknown = TimeSpan.FromMinutes(15);

    // A machine that was to be taken away and lives on for so long was spared.
    private static readonly TimeSpan SparedAfter = TimeSpan.FromMinutes(2);

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _allowed = new(StringComparer.Ordinal);
    private bool? _isCordoned;
    private bool _wasToEnd;
    private DateTimeOffset _cordonedAt;
    private DateTimeOffset _standsSince;

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var isPreparing = false;
            try
            {
                isPreparing = await StepAsync(cancellationToken);
            }
            catch (Exception failure) when (ApiUnreachable.Is(failure) || failure is ApiStatusException)
            {
                log.LogWarning("Preparing for the provider's maintenance failed, trying again: {Message}", failure.Message);
                isPreparing = _told.Count > 0;
            }
            await Task.Delay(isPreparing ? LookIntervalWhilePreparing : LookInterval, time, cancellationToken);
        }
    }

    /// <summary>Does what is due; true while there is something to wait for.</summary>
    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var standing = await notices.ReadAsync(cancellationToken);
        if (standing.Count == 0)
        {
            await RecoverAsync(cancellationToken);
            return false;
        }
        _standsSince = time.GetUtcNow();
        _wasToEnd = standing.Any(notice => notice.EndsMachine);
        foreach (var notice in standing.Where(notice => _told.Add(notice.Id)))
            Tell(notice);
        if (_isCordoned != true)
        {
            await cordon.SetAsync(cancellationToken);
            _isCordoned = true;
            _cordonedAt = time.GetUtcNow();
        }
        var waiting = standing.Where(notice => !notice.HasStarted && !_allowed.Contains(notice.Id)).ToArray();
        return waiting.Length > 0 && !await PrepareAsync(waiting, cancellationToken);
    }

    /// <summary>Sends pods away and, when none is left, allows what waits; true when that is done.</summary>
    private async Task<bool> PrepareAsync(MaintenanceNotice[] waiting, CancellationToken cancellationToken)
    {
        var deadline = waiting.Min(notice => notice.NotBefore ?? time.GetUtcNow() + NoticeUnknown);
        if (!await drain.StepAsync(deadline, cancellationToken) || time.GetUtcNow() - _cordonedAt < AfterCordon)
            return false;
        foreach (var notice in waiting)
        {
            if (!notice.ConcernsOthers)
                await notices.AllowAsync(notice, cancellationToken);
            _allowed.Add(notice.Id);
        }
        events.RecordNode("Normal", "NodeDrained", "The pods have left before the provider's maintenance");
        return true;
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        // After a restart of the agent or its machine, the node itself says whether something was being done to it.
        _isCordoned ??= await cordon.IsSetAsync(cancellationToken);
        if (_isCordoned == false || (_wasToEnd && time.GetUtcNow() - _standsSince < SparedAfter))
            return;
        await cordon.ClearAsync(cancellationToken);
        _isCordoned = false;
        _wasToEnd = false;
        _told.Clear();
        _allowed.Clear();
        drain.Reset();
        events.RecordNode("Normal", "ScheduledEventOver", "The provider's maintenance is over: the node takes pods again");
        log.LogInformation("The provider's maintenance is over: the node takes pods again");
    }

    private void Tell(MaintenanceNotice notice)
    {
        var when = notice.NotBefore is { } time ? string.Create(CultureInfo.InvariantCulture, $"not before {time:u}") : "now";
        var message = $"{notice.Kind} of the machine {when}{(notice.Description.Length > 0 ? $": {notice.Description}" : "")}";
        events.RecordNode("Warning", "ScheduledEvent", message);
        log.LogWarning("The provider announces: {Message}", message);
    }
}
